import { instant } from "@amends/domain/kernel/time";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSmtpMail } from "./smtp-mail.ts";

type Got = { readonly to: readonly string[]; readonly text: string };
const got: Got[] = [];
let server: SMTPServer;
let mail: ReturnType<typeof createSmtpMail>;
let isFull = false;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith("nobody@")) return done(Object.assign(new Error("no such mailbox"), { responseCode: 550 }));
      if (isFull) return done(Object.assign(new Error("try later"), { responseCode: 451 }));
      return done();
    },
    onData: (stream, session, done) => {
      let text = "";
      stream.on("data", chunk => {
        text += String(chunk);
      });
      stream.on("end", () => {
        got.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
        done();
      });
    },
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  const address = server.server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  mail = createSmtpMail({ url: `smtp://127.0.0.1:${port}`, from: "续安售后 <care@shop.example>" });
});
afterAll(async () => {
  mail.close();
  await new Promise<void>(resolve => server.close(() => resolve()));
});

const message = (more: object = {}) =>
  ({
    key: "notice_1-email",
    operationId: "operation_1",
    recipient: { kind: "customer", customerId: "customer_1" },
    caseId: "case_1",
    at: instant(0),
    to: "li@example.com",
    template: "notice.filed",
    title: "已收到您的售后申请",
    body: "售后单 A1 已收到。",
    link: "https://care.shop.example/cases/1",
    choices: [],
    ...more,
  }) as const;

test("a mail arrives with its subject, its text and the link, and the same name each time it is tried", async () => {
  expect(await mail.send(message())).toEqual({ kind: "sent" });
  expect(await mail.send(message())).toEqual({ kind: "sent" });
  const [first, second] = got;
  expect(first?.to).toEqual(["li@example.com"]);
  const ids = [first, second].map(one => /^Message-ID: (.+)$/im.exec(one?.text ?? "")?.[1]?.trim());
  expect(ids).toEqual(["<notice_1-email@shop.example>", "<notice_1-email@shop.example>"]);
  const body = Buffer.from(/\r\n\r\n([\s\S]+)/.exec(first?.text ?? "")?.[1] ?? "", "base64").toString("utf8");
  expect(body).toContain("售后单 A1 已收到。");
  expect(body).toContain("https://care.shop.example/cases/1");
});

test("a mail that asks something bears a link for each answer, and no other", async () => {
  const choices = [
    { label: "很差", link: "https://care.shop.example/survey/t?score=1" },
    { label: "很好", link: "https://care.shop.example/survey/t?score=5" },
  ];
  await mail.send(message({ key: "notice_2-email", link: "https://care.shop.example/survey/t", choices }));
  const text = Buffer.from(/\r\n\r\n([\s\S]+)/.exec(got.at(-1)?.text ?? "")?.[1] ?? "", "base64").toString("utf8");
  expect(text.match(/https:\S+/g)).toEqual(choices.map(({ link }) => link));
  expect(text).toContain("很好: https://");
});

test("an address with a comma or a line break in it reaches nobody else", async () => {
  const before = got.length;
  await mail.send(message({ to: "li@example.com, spy@example.com" })).catch(() => undefined);
  await mail.send(message({ to: "li@example.com\r\nBcc: spy@example.com" })).catch(() => undefined);
  expect(got.slice(before).flatMap(({ to }) => to)).not.toContain("spy@example.com");
});

test("no such mailbox is a refusal for good; a server that is full is a fault, tried again later", async () => {
  expect(await mail.send(message({ to: "nobody@example.com" }))).toEqual({ kind: "refused", code: "550" });
  isFull = true;
  await expect(mail.send(message())).rejects.toThrow(/451|try later/);
  isFull = false;
});

test("a server that is not there is a fault", async () => {
  const away = createSmtpMail({ url: "smtp://127.0.0.1:1", from: "care@shop.example" });
  await expect(away.send(message())).rejects.toThrow();
  away.close();
});
