import type { CaseFacts, CustomerFacts, EvidenceItem, EvidenceKind, FilingRequest, GoodsCondition } from "../intake/case-facts.ts";
import { type RefundOnlyKind, type ServiceType, takesReplacement } from "../intake/service-type.ts";
import type { Instant } from "../kernel/time.ts";

/** What of the facts is supposed to be otherwise; left out, it stays as it was. */
export type FactsChange = {
  readonly at?: Instant | undefined;
  /** What only the former type asks for is left out: another article, a change of the order, an agreed sum. */
  readonly serviceType?: ServiceType | undefined;
  /** Counts for a refund alone. */
  readonly refundOnlyKind?: RefundOnlyKind | null | undefined;
  readonly reason?: string | undefined;
  /** Of every line filed. */
  readonly condition?: GoodsCondition | undefined;
  readonly goodsReceived?: boolean | undefined;
  readonly damageBasisPoints?: number | undefined;
  /** So many pieces of evidence of a kind: those that were given, and beside them such as show nothing but themselves. */
  readonly photos?: number | undefined;
  readonly videos?: number | undefined;
  readonly documents?: number | undefined;
  readonly buyerTier?: CustomerFacts["tier"] | undefined;
  readonly sellerIsTrader?: boolean | undefined;
  readonly hasRiskSignals?: boolean | undefined;
};

/** The facts as they would be. Pure: what is decided on them is decided by the same evaluation, and stored nowhere. */
export const changedFacts = (facts: CaseFacts, change: FactsChange): CaseFacts => {
  const { customer, seller } = facts;
  const request = askedOtherwise(facts.request, change);
  return {
    ...facts,
    at: change.at ?? facts.at,
    customer: {
      ...customer,
      tier: change.buyerTier ?? customer.tier,
      riskSignals: change.hasRiskSignals === undefined ? customer.riskSignals : change.hasRiskSignals ? [SUPPOSED] : [],
    },
    seller: { ...seller, isTrader: change.sellerIsTrader ?? seller.isTrader },
    request: {
      ...request,
      reason: change.reason ?? request.reason,
      lines: request.lines.map(line => ({
        ...line,
        condition: change.condition ?? line.condition,
        goodsReceived: change.goodsReceived ?? line.goodsReceived,
        damageBasisPoints: change.damageBasisPoints ?? line.damageBasisPoints,
      })),
      evidence: EVIDENCE.reduce((items, [kind, name]) => withCount(items, kind, change[name]), request.evidence),
    },
  };
};

const askedOtherwise = (request: FilingRequest, change: FactsChange): FilingRequest => {
  const serviceType = change.serviceType ?? request.serviceType;
  const refundOnlyKind = serviceType === "refund_only" ? (change.refundOnlyKind ?? request.refundOnlyKind) : null;
  if (serviceType === request.serviceType && refundOnlyKind === request.refundOnlyKind) return request;
  return {
    ...request,
    serviceType,
    refundOnlyKind,
    lines: takesReplacement(serviceType) ? request.lines : request.lines.map(line => ({ ...line, replacementSkuId: null })),
    amendment: serviceType === "amend_order" ? request.amendment : null,
    agreedMinor: refundOnlyKind === "agreed" ? request.agreedMinor : null,
  };
};

/** The same facts with the bad share of some lines as a person found it. */
export const changedLines = (facts: CaseFacts, shares: ReadonlyMap<number, number>): CaseFacts => ({
  ...facts,
  request: {
    ...facts.request,
    lines: facts.request.lines.map(line => ({ ...line, damageBasisPoints: shares.get(line.lineNo) ?? line.damageBasisPoints })),
  },
});

const SUPPOSED = "supposed";
const EVIDENCE = [
  ["photo", "photos"],
  ["video", "videos"],
  ["document", "documents"],
] as const satisfies readonly (readonly [EvidenceKind, keyof FactsChange])[];

const withCount = (items: readonly EvidenceItem[], kind: EvidenceKind, count: number | undefined): readonly EvidenceItem[] => {
  if (count === undefined) return items;
  const given = items.filter(item => item.kind === kind).slice(0, count);
  // Without word of a camera: what is only supposed must not count as the best of its kind, or it promises what no plain photo keeps.
  const plain = Array.from(
    { length: count - given.length },
    (_, index): EvidenceItem => ({ fileId: `file_${SUPPOSED}_${kind}_${index}`, kind, sha256: SUPPOSED, hasMetadata: false }),
  );
  return [...items.filter(item => item.kind !== kind), ...given, ...plain];
};
