import { orderView } from "../intake/build-context.ts";
import type { CaseFacts, FilingRequest } from "../intake/case-facts.ts";
import type { CatalogueSku } from "../intake/catalogue-sku.ts";
import { differenceMinor } from "../intake/request-context.ts";
import type { Minor } from "../kernel/money.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { Decision, Explanation } from "./decision.ts";
import { evaluateFiling } from "./evaluate.ts";
import { type KnownFacts, type SupposedPieces, type SupposedWay, supposedRequest, supposeFiling } from "./suppose-filing.ts";

/** Another article of the same product, and what taking it instead would mean: decided by the tables and the arithmetic a filing is decided by. */
export type VariantChoice = {
  readonly sku: CatalogueSku;
  readonly verdict: Decision["outcome"];
  /** What would have to be paid, and what would come back by the route it came in; never both. */
  readonly payMinor: Minor;
  readonly back: readonly { readonly tenderNo: number; readonly amountMinor: Minor }[];
  readonly backMinor: Minor;
  readonly explanation: Explanation;
};

/** What can be chosen instead of the pieces of one line, the article itself among them; nothing where the reason may not be given for it. */
export const filingVariants = (
  known: Omit<KnownFacts, "catalogue">,
  pack: CompiledPack,
  skus: readonly CatalogueSku[],
  pieces: SupposedPieces,
  way: SupposedWay,
): readonly VariantChoice[] => {
  const bare = { ...known, catalogue: [] };
  if (supposeFiling(bare, pack, orderView(known.order, known.operation), [pieces], way) === null) return [];
  return skus.map(sku => {
    const facts = withMeansToPay(askedFor({ ...known, catalogue: [sku] }, sku, pieces, way));
    const { decision, money } = evaluateFiling(facts, pack);
    const [line] = decision.lines;
    if (line === undefined) throw new Error("broken invariant: one line was asked about");
    const computed = money.computed?.kind === "refund" ? money.computed.tenders : [];
    return {
      sku,
      verdict: decision.outcome,
      payMinor: money.collectMinor,
      back: computed.map(({ tenderNo, amountMinor }) => ({ tenderNo, amountMinor })),
      backMinor: money.refundMinor,
      explanation: line.explanation,
    };
  });
};

const askedFor = (known: KnownFacts, sku: CatalogueSku, pieces: SupposedPieces, way: SupposedWay): CaseFacts => {
  const request = supposedRequest(known, [pieces], way);
  const lines = request.lines.map(line => ({ ...line, replacementSkuId: sku.skuId }));
  const amendment: FilingRequest["amendment"] = way.type === "amend_order" ? { kind: "items" } : null;
  return { ...known, request: { ...request, lines, amendment } };
};

/** Whether a difference can be paid at all is a question of whether any of the buyer's methods covers it; which one is theirs to say. */
const withMeansToPay = (facts: CaseFacts): CaseFacts => {
  const owed = differenceMinor(facts);
  const means = facts.customer.methods.find(({ balanceMinor }) => balanceMinor === null || balanceMinor >= owed);
  return means === undefined ? facts : { ...facts, request: { ...facts.request, differenceBy: { methodRef: means.methodRef } } };
};
