import type { RefundOnlyKind, ServiceType } from "../intake/service-type.ts";
import { ask, type StagePack, textOrNull, wholeOrNull } from "../intake/stage.ts";
import type { RowMeta } from "../policy/row-meta.ts";

/** What a promise is asked about: a step of a plan, and the case it belongs to. */
export type PromiseContext = {
  readonly step: { readonly type: string; readonly owner: string };
  readonly request: { readonly type: ServiceType; readonly kind: RefundOnlyKind | null };
  readonly severity: { readonly level: string };
  readonly buyer: { readonly tier: string };
};

/** Two clocks on one step: `standard` says when the owner should have acted, `silence` when silence decides (`onSilence`). */
export type ServiceStandard = {
  readonly silenceSeconds: number | null;
  readonly onSilence: string | null;
  readonly standardSeconds: number | null;
  readonly rowId: string;
  readonly meta: RowMeta;
};

/** 7D a13: a refund is due within seven days of the goods' coming back, and no pack can make that longer (policy.md G-7). */
export const STATUTORY_REFUND_SECONDS = 7 * 86_400;

export const serviceStandard = (pack: StagePack, context: PromiseContext): ServiceStandard => {
  const hit = ask(pack, "promises", context);
  const silenceSeconds = wholeOrNull(hit, "silenceSeconds");
  const isRefund = context.step.type === "refund";
  return {
    silenceSeconds: isRefund ? Math.min(silenceSeconds ?? STATUTORY_REFUND_SECONDS, STATUTORY_REFUND_SECONDS) : silenceSeconds,
    onSilence: textOrNull(hit, "onSilence"),
    standardSeconds: wholeOrNull(hit, "standardSeconds"),
    rowId: hit.rowId,
    meta: hit.meta,
  };
};
