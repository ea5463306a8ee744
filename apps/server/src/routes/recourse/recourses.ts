import { type Refusal, refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/recourse/recourses";
import { type CaseId, isId, type RecourseId } from "@amends/domain/kernel/ids";
import type { Minor } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import type { RecourseCommand, RecourseRejection } from "@amends/domain/recourse/recourse-command";
import { outstandingMinor, type RecourseState, recoursePhase, takenMinor } from "@amends/domain/recourse/recourse-state";
import { checkClaimEvidence } from "@amends/flows/check-claim-evidence";
import { commandRecourse } from "@amends/flows/command-recourse";
import type { RecourseKey } from "@amends/flows/recourse-ports";
import { actorOf, type Principal, scopeOf } from "@amends/flows/scope";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

type Deps = Pick<ServerDeps, "finance" | "reads" | "evidence">;

export const recourseRoutes = ({ finance, reads, evidence: { files } }: Deps) => {
  const command = commandOf(finance);
  return {
    listRecourses: mount(route.listRecourses, async ({ scope, query: { cursor, limit, phase = null, sellerId = null, caseId = null } }) => {
      const found = await finance.recourses.list(scope, { phase, sellerId, caseId }, { after: keyOf(cursor), most: limit + 1 });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.openedAt, last.recourseId]) : null;
      const numbers = await finance.recourses.caseNumbers(items.map(({ caseId }) => caseId));
      return answer(200, { items: items.map(state => shown(state, numbers)), nextCursor });
    }),
    showRecourse: mount(route.showRecourse, async ({ scope, params: { recourseId } }) => {
      const found = await finance.recourses.find(scope, recourseId);
      return found === null ? refuse("not_found", { id: recourseId }) : answer(200, await shownAlone(finance, found));
    }),
    submitClaim: mount(route.submitClaim, async ({ principal, scope, params: { recourseId }, body: { evidence }, now }) => {
      const claimed = await finance.recourses.find(scope, recourseId);
      if (claimed === null) return refuse("not_found", { id: recourseId });
      const foreign = await checkClaimEvidence({ cases: reads.cases, files }, principal, claimed.caseId, evidence);
      if (foreign !== null) return refuse("claim_evidence_unknown", { fileId: foreign });
      const outcome = await command(principal, recourseId, { kind: "submit_claim", evidence }, now);
      return outcome.kind === "refused" ? only(outcome, ["not_found", "recourse_no_claim", "conflict_retry"]) : outcome;
    }),
    appealClaim: mount(route.appealClaim, async ({ principal, scope, params: { recourseId }, body: { evidence }, now }) => {
      const refused = await finance.recourses.find(scope, recourseId);
      if (refused === null) return refuse("not_found", { id: recourseId });
      const foreign = await checkClaimEvidence({ cases: reads.cases, files }, principal, refused.caseId, evidence);
      if (foreign !== null) return refuse("claim_evidence_unknown", { fileId: foreign });
      const outcome = await command(principal, recourseId, { kind: "appeal_claim", evidence }, now);
      return outcome.kind === "refused"
        ? only(outcome, ["not_found", "recourse_no_appeal", "appeal_needs_new_evidence", "conflict_retry"])
        : outcome;
    }),
    answerClaim: mount(route.answerClaim, async ({ principal, params: { recourseId }, body, now }) => {
      const outcome = await command(principal, recourseId, { kind: "answer_claim", answer: body.answer }, now);
      return outcome.kind === "refused" ? only(outcome, ["not_found", "recourse_no_claim", "conflict_retry"]) : outcome;
    }),
    receiveClaimPayment: mount(
      route.receiveClaimPayment,
      async ({ principal, params: { recourseId }, body: { amount, reference }, now }) => {
        const wrong = await wrongCurrency(finance, principal, recourseId, amount.currency);
        if (wrong !== null) return wrong;
        const outcome = await command(
          principal,
          recourseId,
          { kind: "receive_claim_payment", amountMinor: amount.amountMinor, ref: `paid:${reference}` },
          now,
        );
        return outcome.kind === "refused"
          ? only(outcome, ["not_found", "recourse_no_claim", "recourse_more_than_owed", "conflict_retry"])
          : outcome;
      },
    ),
    receiveRecoursePayment: mount(
      route.receiveRecoursePayment,
      async ({ principal, params: { recourseId }, body: { amount, reference }, now }) => {
        const wrong = await wrongCurrency(finance, principal, recourseId, amount.currency);
        if (wrong !== null) return wrong;
        const paid = { kind: "take", source: "receivable", amountMinor: amount.amountMinor, ref: `paid:${reference}` } as const;
        const outcome = await command(principal, recourseId, paid, now);
        if (outcome.kind !== "refused") return outcome;
        return only(outcome, ["not_found", "recourse_not_billed", "recourse_nothing_owed", "recourse_more_than_owed", "conflict_retry"]);
      },
    ),
    requestWriteOff: mount(route.requestWriteOff, async ({ principal, params: { recourseId }, now }) => {
      const outcome = await command(principal, recourseId, { kind: "request_write_off" }, now);
      return outcome.kind === "refused"
        ? only(outcome, ["not_found", "recourse_nothing_owed", "write_off_requested_already", "conflict_retry"])
        : outcome;
    }),
    approveWriteOff: mount(route.approveWriteOff, async ({ principal, params: { recourseId }, now }) => {
      const outcome = await command(principal, recourseId, { kind: "approve_write_off" }, now);
      return outcome.kind === "refused"
        ? only(outcome, ["not_found", "write_off_not_requested", "write_off_needs_another", "recourse_nothing_owed", "conflict_retry"])
        : outcome;
    }),
    refuseWriteOff: mount(route.refuseWriteOff, async ({ principal, params: { recourseId }, now }) => {
      const outcome = await command(principal, recourseId, { kind: "refuse_write_off" }, now);
      return outcome.kind === "refused" ? only(outcome, ["not_found", "write_off_not_requested", "conflict_retry"]) : outcome;
    }),
  };
};

/** Somebody else may be telling it something at this moment: it is read again and decided anew. */
const TRIES = 3;

const commandOf =
  (finance: Deps["finance"]) => async (principal: Principal, recourseId: RecourseId, command: RecourseCommand, at: Instant) => {
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const before = await finance.recourses.find(scopeOf(principal), recourseId);
      if (before === null) return refuse("not_found", { id: recourseId });
      const outcome = await commandRecourse(finance, before, command, { by: actorOf(principal), at });
      if (outcome.kind === "rejected") return refusalOf(outcome.code, recourseId);
      if (outcome.kind === "done") return answer(200, await shownAlone(finance, outcome.state));
    }
    return refuse("conflict_retry", { id: recourseId });
  };

const refusalOf = (code: RecourseRejection, recourseId: RecourseId) => {
  switch (code) {
    case "nothing_owed":
      return refuse("recourse_nothing_owed", { recourseId });
    case "more_than_owed":
      return refuse("recourse_more_than_owed", { recourseId });
    case "no_claim_open":
    case "claim_not_submitted":
      return refuse("recourse_no_claim", { recourseId });
    case "no_appeal_open":
      return refuse("recourse_no_appeal", { recourseId });
    case "appeal_needs_new_evidence":
      return refuse("appeal_needs_new_evidence", { recourseId });
    case "no_write_off_requested":
      return refuse("write_off_not_requested", { recourseId });
    case "write_off_requested_already":
      return refuse("write_off_requested_already", { recourseId });
    case "same_approver":
      return refuse("write_off_needs_another", { recourseId });
    case "not_billed":
      return refuse("recourse_not_billed", { recourseId });
  }
};

/** What a command can be refused with is narrower than what all can; anything else is our own mistake. */
const only = <const C extends Refusal["code"]>(refusal: Refusal, codes: readonly C[]): Extract<Refusal, { code: C }> => {
  if (!isOneOf(refusal, codes)) throw new Error(`broken invariant: ${refusal.code} is no answer to this`);
  return refusal;
};
const isOneOf = <C extends Refusal["code"]>(refusal: Refusal, codes: readonly C[]): refusal is Extract<Refusal, { code: C }> =>
  codes.some(code => code === refusal.code);

const wrongCurrency = async (finance: Deps["finance"], principal: Principal, recourseId: RecourseId, currency: string) => {
  const found = await finance.recourses.find(scopeOf(principal), recourseId);
  return found === null || found.currency === currency ? null : refuse("fund_currency", { currency: found.currency });
};

const shownAlone = async ({ recourses }: Deps["finance"], state: RecourseState) =>
  shown(state, await recourses.caseNumbers([state.caseId]));

const shown = (state: RecourseState, numbers: ReadonlyMap<CaseId, string>) => {
  const of = (amountMinor: Minor) => ({ amountMinor: amountMinor < 0n ? -amountMinor : amountMinor, currency: state.currency });
  const { recourseId, caseId, sellerId, bearer, openedAt, trying, claim, writeOff } = state;
  return {
    ...{ recourseId, caseId, sellerId, bearer, openedAt, phase: recoursePhase(state) },
    shortNo: numbers.get(caseId) ?? "",
    owed: of(state.owedMinor),
    taken: of(takenMinor(state)),
    writtenOff: of(state.writtenOffMinor),
    outstanding: of(outstandingMinor(state)),
    trying:
      trying === null
        ? null
        : {
            source: trying.source,
            since: trying.startedAt,
            until: trying.untilAt,
            shareBasisPoints: trying.shareBasisPoints,
            ruleId: trying.ruleId,
          },
    claim:
      claim === null
        ? null
        : {
            ...{ status: claim.status, sendBy: claim.sendByAt, dueAt: claim.dueAt },
            evidence: [...claim.evidence],
            appealEvidence: [...(claim.appealEvidence ?? [])],
          },
    writeOffRequest: writeOff === null ? null : { amount: of(writeOff.amountMinor), requestedAt: writeOff.requestedAt },
    takes: state.takes.map(({ source, amountMinor, ref }) => ({
      ...{ source, ref, amount: of(amountMinor) },
      direction: amountMinor > 0n ? ("taken" as const) : ("given_back" as const),
    })),
  };
};

const keyOf = (cursor: string | undefined): RecourseKey | null => {
  const [openedAt, recourseId] = keyOfCursor(cursor);
  return typeof openedAt === "number" && typeof recourseId === "string" && isId("recourse", recourseId)
    ? { openedAt: instant(openedAt), recourseId }
    : null;
};
