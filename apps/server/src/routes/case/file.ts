import { refuse } from "@amends/contract/errors";
import { fileCase as fileCaseRoute } from "@amends/contract/routes/case/file";
import { type AskedAmendment, type FilingAsk, fileCase } from "@amends/flows/file-case";
import type { z } from "zod";
import type { ServerDeps } from "../../deps.ts";
import { principalKey } from "../../principal-key.ts";
import { mount, type Reply, wireText } from "../../route.ts";
import { summaryOf } from "../../views/case-view.ts";
import { isOwnCurrency } from "./amount-currency.ts";
import { notEligible, refusalOf, withShortNo } from "./case-refusals.ts";

type Route = typeof fileCaseRoute;
type Body = z.output<Route["body"]>;

export const fileCaseHandler = ({ filing, reads }: Pick<ServerDeps, "filing" | "reads">) =>
  mount(fileCaseRoute, async ({ principal, scope, body, idempotency, language, now }): Promise<Reply<Route>> => {
    if (body.agreed !== undefined && !(await isOwnCurrency({ filing }, principal, body.agreed, now))) {
      return refuse("wrong_currency", { orderId: body.orderId });
    }
    const outcome = await fileCase(filing, {
      principal,
      orderId: body.orderId,
      request: requestOf(body),
      statement: body.statement ?? null,
      idempotency: idempotency === undefined ? null : { ...idempotency, principal: principalKey(principal) },
      answer: cases => ({
        status: 201,
        response: wireText(fileCaseRoute, 201, { cases: cases.map(({ state, template }) => summaryOf(state, template)) }),
      }),
    });
    switch (outcome.kind) {
      case "filed":
      case "answered_before":
        return { kind: "verbatim", status: 201, body: outcome.response };
      case "not_found":
        return refuse("not_found", { id: body.orderId });
      case "key_reused":
        return refuse("idempotency_key_reused", { key: idempotency?.key ?? "" });
      case "too_busy":
        return refuse("conflict_retry", { id: body.orderId });
      case "person_erased":
        return refuse("person_erased", { id: body.orderId });
      case "not_eligible":
        return notEligible(body.orderId, outcome.decision, language);
      case "rejected":
        return refusalOf({ code: outcome.code, params: await withShortNo(reads, scope, outcome) });
    }
  });

/** From the wire's optional fields to a request in which nothing is left open. */
const requestOf = (body: Body): FilingAsk["request"] => ({
  orderId: body.orderId,
  serviceType: body.serviceType,
  refundOnlyKind: body.refundOnlyKind ?? null,
  reason: body.reason,
  lines: body.lines.map(({ asks, ...line }) => ({
    ...line,
    damageBasisPoints: line.damageBasisPoints ?? null,
    replacementSkuId: line.replacementSkuId ?? null,
    ...(asks === undefined ? {} : { asks: { ...asks, refundOnlyKind: asks.refundOnlyKind ?? null } }),
  })),
  refundTo: body.refundTo ?? null,
  differenceBy: body.differenceBy ?? null,
  agreedMinor: body.agreed?.amountMinor ?? null,
  amendment: amendmentOf(body.amendment),
  evidence: body.evidence,
  contestsRefusal: body.contestsRefusal,
});

const amendmentOf = (amendment: Body["amendment"]): AskedAmendment | null => {
  if (amendment === undefined) return null;
  if (amendment.kind !== "address") return amendment;
  return { kind: "address", contact: amendment.recipient };
};
