import type { Message, Messenger } from "@amends/flows/notices/notice-ports";
import type { Transporter } from "nodemailer";

export type SmtpOptions = {
  /** `smtps://user:password@mail.example.com` or `smtp://…:587`, which turns to TLS where the server offers it. */
  readonly url: string;
  /** As it stands in the header: `续安售后 <care@example.com>`. */
  readonly from: string;
  readonly timeoutMs?: number;
};

const TIMEOUT_MS = 20_000;
/** RFC 5321 §4.2.1: a 5xx is for good. */
const PERMANENT_FROM = 500;
/** These say that the server will not take mail from us, or not now: ours to mend, not the recipient's fault. */
const OURS: ReadonlySet<number> = new Set([500, 501, 502, 503, 504, 530, 534, 535, 538, 552, 554]);

/**
 * Mail by SMTP. The same message bears the same Message-ID however often it is tried, so a mailbox that got it twice shows it once. What a server refuses
 * for good (no such mailbox) is a refusal; whatever else goes wrong is thrown.
 */
export const createSmtpMail = ({ url, from, timeoutMs = TIMEOUT_MS }: SmtpOptions): Messenger & { readonly close: () => void } => {
  const timeouts = { connectionTimeout: timeoutMs, greetingTimeout: timeoutMs, socketTimeout: timeoutMs };
  let opened: Promise<Transporter> | undefined;
  // Forty files that a server without mail never needs, and one with mail only from its first message on.
  const transport = (): Promise<Transporter> => {
    opened ??= import("nodemailer").then(({ createTransport }) => createTransport({ url, pool: true, maxConnections: 4, ...timeouts }));
    return opened;
  };
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? "localhost";
  return {
    send: async message => {
      try {
        await (await transport()).sendMail(mailOf(message, from, domain));
        return { kind: "sent" };
      } catch (fault) {
        const code = codeOf(fault);
        if (code >= PERMANENT_FROM && !OURS.has(code)) return { kind: "refused", code: String(code) };
        throw fault;
      }
    },
    close: () => void opened?.then(open => open.close()),
  };
};

const mailOf = ({ key, to, title, body, link, choices }: Message, from: string, domain: string) => ({
  from,
  // As an object it is one address, whatever it holds: no second recipient can be smuggled in by a comma.
  to: { name: "", address: to },
  subject: title,
  text: [body, ...(choices.length === 0 ? linesOf(link) : choices.map(({ label, link: chosen }) => `${label}: ${chosen}`))].join("\n\n"),
  messageId: `<${key}@${domain}>`,
  headers: { "Auto-Submitted": "auto-generated" },
  textEncoding: "base64" as const,
  disableFileAccess: true,
  disableUrlAccess: true,
});

const linesOf = (link: string | null): readonly string[] => (link === null ? [] : [link]);

const codeOf = (fault: unknown): number =>
  typeof fault === "object" && fault !== null && "responseCode" in fault && typeof fault.responseCode === "number" ? fault.responseCode : 0;
