import { filingReasons, type ReasonChoice } from "@amends/domain/evaluation/filing-reasons";
import { filingVariants, type VariantChoice } from "@amends/domain/evaluation/filing-variants";
import { piecesFor, piecesLeft, type SupposedPieces, type SupposedWay } from "@amends/domain/evaluation/suppose-filing";
import type { ConsentAsked } from "@amends/domain/evidence/consent";
import type { CatalogueSku } from "@amends/domain/intake/catalogue-sku";
import { consentIfMedical } from "@amends/domain/intake/consent-asked";
import type { OrderId, SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { OrderFacts } from "@amends/domain/order/order-facts";
import { loadKnownFacts, type OfSeller, type OrderKnown } from "./known-facts.ts";
import type { ReadPorts } from "./read-ports.ts";
import { type Principal, scopeOf } from "./scope.ts";

type Ports = Pick<ReadPorts, "loadOrder" | "policy" | "pricesSince">;

export type ChoicesAsk = {
  readonly orderId: OrderId;
  /** Null: all that is left of the seller's lines. */
  readonly lineNo: number | null;
  /** Whose lines, where no line is named; null = of the order's first seller. */
  readonly sellerId: SellerId | null;
  /** Pieces of the line named; null = all that can be asked about in this way, and never more than those. */
  readonly quantity: number | null;
  /** The share that is bad; null = not said. */
  readonly damageBasisPoints: number | null;
  /** What a vehicle has run; null = not said. */
  readonly usedKilometres: number | null;
};

export type ShownReasons = {
  readonly order: OrderFacts;
  readonly reasons: readonly ReasonChoice[];
  /** For medical papers shown under a reason that asks for none. */
  readonly medicalConsent: ConsentAsked | null;
};

/** The reasons under which these pieces may be asked for in this way; of each, what it would mean. */
export const showFilingReasons = async (
  ports: Ports,
  principal: Principal,
  ask: ChoicesAsk & { readonly way: Omit<SupposedWay, "reason"> },
  at: Instant,
): Promise<ShownReasons | "line_unknown" | null> => {
  const loaded = await loadKnownFacts(ports, principal, ask.orderId, at);
  if (loaded === null) return null;
  const about = piecesAsked(loaded, ask);
  if (about === null) return "line_unknown";
  const reasons = filingReasons(about.known, about.pack, about.pieces, ask.way);
  return { order: loaded.order, reasons, medicalConsent: consentIfMedical(about.pack, principal.role) };
};

export type ShownVariants = { readonly order: OrderFacts; readonly variants: readonly VariantChoice[] };

/** What the line's product also comes as, and what each would cost or bring back. The catalogue's stock is a hint: the warehouse decides at `reserve`. */
export const showVariants = async (
  ports: Ports & Pick<ReadPorts, "listSkus">,
  principal: Principal,
  ask: ChoicesAsk & { readonly way: SupposedWay },
  at: Instant,
): Promise<ShownVariants | "line_unknown" | null> => {
  const loaded = await loadKnownFacts(ports, principal, ask.orderId, at);
  if (loaded === null) return null;
  const about = piecesAsked(loaded, ask);
  const [pieces] = about?.pieces ?? [];
  if (about === null || pieces === undefined) return "line_unknown";
  const skus: readonly CatalogueSku[] = await ports.listSkus(scopeOf(principal), pieces.line.productId);
  return { order: loaded.order, variants: filingVariants(about.known, about.pack, skus, pieces, ask.way) };
};

const piecesAsked = (
  { ofSellers }: OrderKnown,
  { lineNo, sellerId, quantity, damageBasisPoints, usedKilometres, way }: ChoicesAsk & { readonly way: Pick<SupposedWay, "type"> },
): (Pick<OfSeller, "known" | "pack"> & { readonly pieces: readonly SupposedPieces[] }) | null => {
  const theirs =
    lineNo === null
      ? (ofSellers.find(({ known }) => known.seller.sellerId === sellerId) ?? (sellerId === null ? ofSellers[0] : undefined))
      : ofSellers.find(({ lines }) => lines.some(line => line.lineNo === lineNo));
  if (theirs === undefined) return null;
  const pieces = theirs.lines
    .filter(line => lineNo === null || line.lineNo === lineNo)
    .map(line => ({
      line,
      quantity: Math.min(
        quantity ?? line.quantity,
        lineNo === null ? piecesLeft(theirs.known, line) : piecesFor(theirs.known, line, way.type),
      ),
      ...(damageBasisPoints === null ? {} : { damageBasisPoints }),
      ...(usedKilometres === null ? {} : { usedKilometres }),
    }))
    .filter(each => each.quantity > 0);
  return { known: theirs.known, pack: theirs.pack, pieces };
};
