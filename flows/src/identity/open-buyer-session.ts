import type { Instant } from "@amends/domain/kernel/time";
import { BUYER_SESSION_LIFE, CODE_TRIES_MAX } from "@amends/domain/party/sign-in-limits";
import { type OpenedSession, openSession } from "./open-session.ts";
import type { IdentityPorts } from "./ports.ts";

type Ports = Pick<IdentityPorts, "buyerLinks" | "oneTimeCodes" | "sessions" | "secrets">;

/** The try is spent before the code is compared, and the code is used before the session exists: neither can be done twice in parallel. */
export const openBuyerSession =
  (ports: Ports) =>
  async (
    { linkToken, code }: { readonly linkToken: string; readonly code: string },
    now: Instant,
  ): Promise<OpenedSession | { readonly kind: "link_not_valid" | "code_not_valid" }> => {
    const { buyerLinks, oneTimeCodes, secrets } = ports;
    const link = await buyerLinks.find(secrets.hashToken(linkToken));
    if (link === undefined || link.expiresAt <= now) return { kind: "link_not_valid" };
    const spent = await oneTimeCodes.spendTry(link.linkId, CODE_TRIES_MAX, now);
    const given = secrets.macOf("one_time_code", `${link.linkId} ${code}`);
    if (spent === undefined || !secrets.isSame(spent.codeHash, given)) return { kind: "code_not_valid" };
    if (!(await oneTimeCodes.use(spent.codeId, now))) return { kind: "code_not_valid" };
    const { operationId, customerId } = link;
    const principal = { role: "buyer", operationId, customerId, via: "signed_link" } as const;
    return openSession(ports)({ kind: "buyer", operationId, customerId }, principal, BUYER_SESSION_LIFE, now);
  };
