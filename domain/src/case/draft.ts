import { assert } from "../kernel/assert.ts";
import { makeOrdinalId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import type { CaseEvent, EffectAsked, Recorded } from "./case-event.ts";
import type { CaseState } from "./case-state.ts";
import { COMPENSATION_TENDER_NO, type Effect, type EffectRequest } from "./effect.ts";
import { evolve } from "./evolve.ts";

/**
 * The work sheet of one command: each recorded event is folded at once, so that the next sentence of the rule reads the state the last one made.
 * It lives for one call and is thrown away whole when the command is rejected; nothing outside sees it half done.
 */
export class CaseDraft {
  readonly events: Recorded[] = [];
  readonly effects: Effect[] = [];
  readonly at: Instant;
  readonly by: Actor;
  #state: CaseState | null;

  constructor(state: CaseState | null, at: Instant, by: Actor) {
    this.#state = state;
    this.at = at;
    this.by = by;
  }

  get state(): CaseState {
    assert(this.#state !== null, "a draft is read after case_filed");
    return this.#state;
  }

  record(event: CaseEvent): void {
    const recorded: Recorded = { ...event, seq: (this.#state?.version ?? 0) + 1, at: this.at, by: this.by };
    this.events.push(recorded);
    this.#state = evolve(this.#state, recorded);
  }

  /** Puts the intent on record and on the way: the number of the effect within the case is its idempotency key for good. */
  ask(stepNo: number, request: EffectRequest): void {
    const effectId = makeOrdinalId("effect", this.state.caseId, this.state.effectsAsked + 1);
    this.record({ type: "effect_asked", effectId, stepNo, kind: request.kind, ...whatMoves(request) });
    this.effects.push({ ...request, effectId, stepNo });
  }
}

const whatMoves = (request: EffectRequest): Pick<EffectAsked, "tenderNo" | "amountMinor" | "benefitNo" | "reservation" | "booking"> => {
  const nothing = { tenderNo: null, amountMinor: null, benefitNo: null, reservation: null };
  if (request.kind === "refund_tender") return { ...nothing, tenderNo: request.tenderNo, amountMinor: request.amountMinor };
  if (request.kind === "pay_compensation") return { ...nothing, tenderNo: COMPENSATION_TENDER_NO, amountMinor: request.amountMinor };
  if (request.kind === "collect_payment") return { ...nothing, amountMinor: request.amountMinor };
  if (request.kind === "grant_benefit") return { ...nothing, benefitNo: request.benefitNo };
  if (request.kind === "cancel_pickup") return { ...nothing, booking: request.booking };
  return request.kind === "release_stock" ? { ...nothing, reservation: request.reservation } : nothing;
};
