import { orderView } from "../intake/build-context.ts";
import { textOf } from "../intake/stage.ts";
import { walk } from "../policy/expression.ts";
import type { CompiledPack } from "../policy/pack.ts";
import type { Explanation } from "./decision.ts";
import type { JudgedLine } from "./judge-line.ts";
import { type OpenOption, openOption } from "./service-options.ts";
import { type KnownFacts, type SupposedPieces, type SupposedWay, supposeFiling } from "./suppose-filing.ts";
import { explanationOf } from "./trace.ts";

/** A reason that may be given for what is asked, and what it would mean: who pays the way back, what is to be shown, what comes back. */
export type ReasonChoice = {
  readonly reason: string;
  /** The ground it stands on; reasons of one ground are shown together. */
  readonly ground: string;
  readonly name: Explanation;
  readonly option: OpenOption;
};

/**
 * Every reason of the pack under which these pieces may be asked for in this way, in the pack's order. A reason the rules refuse is left out: it would be
 * refused whatever else was said.
 */
export const filingReasons = (
  known: KnownFacts,
  pack: CompiledPack,
  pieces: readonly SupposedPieces[],
  way: Omit<SupposedWay, "reason">,
): readonly ReasonChoice[] => {
  const view = orderView(known.order, known.operation);
  return reasonsOf(pack).flatMap(reason => {
    const supposed = supposeFiling(known, pack, view, pieces, { ...way, reason });
    const [leading] = supposed?.judged ?? [];
    if (supposed === null || leading === undefined || !supposed.judged.every(isOpenToBuyers)) return [];
    const name = explanationOf(leading.reason.meta);
    return [{ reason, ground: textOf(leading.reason, "ground"), name, option: openOption(supposed, pack, { ...way, name }) }];
  });
};

/** A sign of extortion is what a person records of a claim; nobody claims it of themselves. */
const ABOUT_THE_CLAIMANT = "crime";

const isOpenToBuyers = ({ judged, reason }: JudgedLine): boolean =>
  judged.verdict !== "refused" && textOf(reason, "sensitive") !== ABOUT_THE_CLAIMANT;

/** The words the table's own rows compare the claimed reason with. */
export const reasonsOf = ({ tables }: CompiledPack): readonly string[] => {
  const table = tables.get("reasons");
  const column = table?.table.inputs.findIndex(({ field }) => field === "request.reason") ?? -1;
  const words = (table?.rows ?? []).flatMap(({ conditions }) => {
    const cell = conditions[column] ?? null;
    return cell === null ? [] : walk(cell).flatMap(part => (part.kind === "literal" && typeof part.value === "string" ? [part.value] : []));
  });
  return [...new Set(words)];
};
