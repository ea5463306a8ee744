import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import { ask, type StagePack, textOrNull, wholeOrNull, wordOf } from "../intake/stage.ts";
import type { RowMeta } from "../policy/row-meta.ts";
import { COUNTS_IN, type CountsIn } from "./hours.ts";

/** What a promise is asked about: a step of a plan, and the case it belongs to. */
export type PromiseContext = {
  readonly step: { readonly type: string; readonly owner: string };
  readonly request: { readonly type: ServiceType; readonly kind: RefundOnlyKind | null };
  readonly severity: { readonly level: string };
  readonly buyer: { readonly tier: string };
};

/**
 * Two clocks on one step: `standard` says when the owner should have acted, `silence` when silence decides (`onSilence`). The table of promises says both
 * for the step; the table of standards makes the first sooner for a graver matter or a valued buyer, never later.
 */
export type ServiceStandard = {
  readonly silenceSeconds: number | null;
  readonly onSilence: string | null;
  readonly standardSeconds: number | null;
  readonly countsIn: CountsIn | null;
  /** The row of the table that says the standard. */
  readonly standardRowId: string;
  readonly standardMeta: RowMeta;
  readonly rowId: string;
  readonly meta: RowMeta;
};

/** 7D a13: a refund is due within seven days of the goods' coming back, and no pack can make that longer (policy.md G-7). */
export const STATUTORY_REFUND_SECONDS = 7 * 86_400;

export const serviceStandard = (pack: StagePack, context: PromiseContext): ServiceStandard => {
  const hit = ask(pack, "promises", context);
  const standing = ask(pack, "standards", context);
  const usual = wholeOrNull(hit, "standardSeconds");
  const sooner = wholeOrNull(standing, "standardSeconds");
  const isSooner = sooner !== null && (usual === null || sooner < usual);
  const silenceSeconds = wholeOrNull(hit, "silenceSeconds");
  const isRefund = context.step.type === "refund";
  return {
    silenceSeconds: isRefund ? Math.min(silenceSeconds ?? STATUTORY_REFUND_SECONDS, STATUTORY_REFUND_SECONDS) : silenceSeconds,
    onSilence: textOrNull(hit, "onSilence"),
    standardSeconds: isSooner ? sooner : usual,
    countsIn: textOrNull(standing, "countsIn") === null ? null : wordOf(standing, "countsIn", COUNTS_IN),
    standardRowId: isSooner ? standing.rowId : hit.rowId,
    standardMeta: isSooner ? standing.meta : hit.meta,
    rowId: hit.rowId,
    meta: hit.meta,
  };
};
