import { addMs, type Instant } from "@amends/domain/kernel/time";
import { CODE_LIFE_MS, CODE_WINDOW_MS, CODES_PER_WINDOW_MAX } from "@amends/domain/party/sign-in-limits";
import type { IdentityPorts } from "./ports.ts";

export type BuyerCodeSent =
  | { readonly kind: "sent"; readonly sentTo: string; readonly expiresAt: Instant }
  | { readonly kind: "link_not_valid" }
  | { readonly kind: "no_contact" }
  | { readonly kind: "too_many"; readonly until: Instant };

export const sendBuyerCode =
  ({ buyerLinks, oneTimeCodes, secrets, sendCode }: Pick<IdentityPorts, "buyerLinks" | "oneTimeCodes" | "secrets" | "sendCode">) =>
  async (linkToken: string, now: Instant): Promise<BuyerCodeSent> => {
    const link = await buyerLinks.find(secrets.hashToken(linkToken));
    if (link === undefined || link.expiresAt <= now) return { kind: "link_not_valid" };
    const { linkId, operationId, orderId, customerId } = link;
    const code = secrets.newCode();
    const expiresAt = addMs(now, CODE_LIFE_MS);
    const inserted = await oneTimeCodes.insert({
      codeId: secrets.newId("key", now),
      linkId,
      codeHash: secrets.macOf("one_time_code", `${linkId} ${code}`),
      createdAt: now,
      expiresAt,
      windowMs: CODE_WINDOW_MS,
      perWindowMax: CODES_PER_WINDOW_MAX,
    });
    if (inserted.kind === "too_many") return inserted;
    const sent = await sendCode({ operationId, orderId, customerId, code, expiresAt });
    return sent.kind === "sent" ? { kind: "sent", sentTo: sent.sentTo, expiresAt } : { kind: "no_contact" };
  };
