import type { CanonicalValue } from "../kernel/canonical-json.ts";
import { barredTermIn, isBarredTermsKey, termIn } from "../policy/barred-terms.ts";
import type { OverlayChange, OverlayFault } from "../policy/pack.ts";
import { parseOutputCell } from "../policy/parse-cell.ts";
import { cellOf, type Table, type TableRow } from "../policy/table.ts";
import { BARRED_REFUSALS } from "../remedy/floors.ts";
import { onlyMoreGenerous } from "./more-generous.ts";
import { notBelowLaw } from "./not-below-law.ts";

type Parameters = Readonly<Record<string, CanonicalValue>>;

/**
 * What is wrong with a row that an overlay writes: of a seller or brand, that it gives less than before; of anybody, that it gives less than law, refuses on
 * a ground or in words that law bars (G-8), switches an optional service on for everybody (G-4) or lets somebody pay without a formula and a cap (G-6).
 */
export const overlayFault = (change: OverlayChange, below: Parameters): OverlayFault | null =>
  onlyMoreGenerous(change) ??
  notBelowLaw(change) ??
  barredGround(change, below) ??
  barredTermIn(below, change) ??
  unaskedService(change) ??
  uncappedPenalty(change);

/** The literal of an output cell; null for what is empty or worked out. */
const literalOf = (table: Table, row: TableRow, field: string): unknown => {
  const column = table.outputs.find(each => each.field === field);
  const cell = column === undefined ? null : parseOutputCell(cellOf(row, column));
  return cell?.kind === "parsed" && cell.value?.kind === "literal" ? cell.value.value : null;
};

const columnOf = ({ inputs, outputs }: Table, field: string): string | null =>
  [...inputs, ...outputs].find(column => column.field === field)?.id ?? null;

const barredGround = ({ base, after }: OverlayChange, below: Parameters): OverlayFault | null => {
  const ground = after === null ? null : literalOf(base, after, "refusal");
  if (typeof ground !== "string" || !barredIn(below).includes(ground)) return null;
  return {
    code: "barred_reason",
    column: columnOf(base, "refusal"),
    message: `law bars “${ground}” as a ground of refusal (G-8): let the row refuse on another ground, or leave the row out`,
  };
};

const barredIn = (parameters: Parameters): readonly CanonicalValue[] => [...BARRED_REFUSALS, ...textsIn(parameters[BARRED_GROUNDS])];
const textsIn = (value: CanonicalValue | undefined): readonly CanonicalValue[] => (Array.isArray(value) ? value : []);

const BARRED_GROUNDS = "rejection.barred";
const ALLOWED_GROUNDS = "rejection.allowed";

/** What an insurer pays was bought: a row that does not ask whether, has everybody buy it. */
const INSURER = "insurer";
const INSURANCE = "line.promise.freight_insurance";

const unaskedService = ({ base, after }: OverlayChange): OverlayFault | null => {
  if (after === null || base.id !== "compensation" || literalOf(base, after, "bearer") !== INSURER) return null;
  const column = base.inputs.find(({ field }) => field === INSURANCE);
  if (column === undefined || cellOf(after, column) === "true") return null;
  return {
    code: "service_by_default",
    column: column.id,
    message: "an insurer pays here whether or not the insurance was taken out, which is no choice (G-4): write true",
  };
};

const PAYS_BY_LAW: readonly unknown[] = ["statutory", "none"];

const uncappedPenalty = ({ base, after }: OverlayChange): OverlayFault | null => {
  if (after === null || base.id !== "compensation" || PAYS_BY_LAW.includes(literalOf(base, after, "standing"))) return null;
  const cell = (field: string): string => {
    const column = base.outputs.find(each => each.field === field);
    return column === undefined ? "" : cellOf(after, column);
  };
  if (!cell("bearer").includes("'seller'")) return null;
  const isNothing = (field: string): boolean => cell(field) === "" || cell(field) === "0";
  const says = (column: string, what: string): OverlayFault => ({
    code: "penalty_without_cap",
    column: columnOf(base, column),
    message: `a charge on the seller ${what} (G-6)`,
  });
  if (FORMULA.every(isNothing)) return says("basisPoints", "has no formula: write a share, a part of the loss or a least sum");
  const isOfLossAlone = isNothing("basisPoints") && isNothing("minMinor");
  return cell("maxMinor") === "" && !isOfLossAlone ? says("maxMinor", "has no cap: write the most that may be charged") : null;
};

const FORMULA: readonly string[] = ["basisPoints", "lossBasisPoints", "minMinor"];

/** What is wrong with one parameter of an overlay, as against those below it. */
export const parameterFault = (key: string, value: CanonicalValue, below: Parameters): OverlayFault | null => {
  const before = below[key];
  if (before === undefined)
    return fault("unknown_key", "no pack below has this parameter, so nothing reads it: correct its name or leave it out");
  if (kindOf(before) !== kindOf(value)) return fault("bad_parameter", `the packs below write a ${kindOf(before)} here: write one too`);
  if (key === ALLOWED_GROUNDS) {
    const barred = textsIn(value).find(ground => barredIn(below).includes(ground));
    return barred === undefined ? null : fault("barred_reason", `law bars “${barred}” as a ground of refusal (G-8): take it out`);
  }
  if (key !== BARRED_GROUNDS && !isBarredTermsKey(key)) return null;
  const lost = textsIn(before).find(text => !textsIn(value).includes(text));
  return lost === undefined ? null : fault("barred_term", `what is barred stays barred, and “${lost}” is missing: put it back`);
};

/** What is wrong with one text of an overlay, in whatever language or place. */
export const textFault = (value: CanonicalValue, below: Parameters): OverlayFault | null => {
  const found = wordsIn(value).flatMap(words => termIn(below, words) ?? [])[0];
  return found === undefined
    ? null
    : fault("barred_term", `it says “${found.phrase}” (${found.rule}), a term that the law makes void: say it otherwise or leave it out`);
};

const wordsIn = (value: CanonicalValue): readonly string[] => {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(part => wordsIn(part ?? null)) : [];
};

const fault = (code: OverlayFault["code"], message: string): OverlayFault => ({ code, column: null, message });

const kindOf = (value: CanonicalValue): string => (Array.isArray(value) ? "list" : value === null ? "nothing" : typeof value);
