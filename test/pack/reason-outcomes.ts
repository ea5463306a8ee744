import { readFileSync } from "node:fs";
import { join } from "node:path";

/** `with` the evidence the reason needs, and `without` it where there is something to show. */
export type Shown = { readonly with: string; readonly without: string | null };

/** One line of `reason-outcomes.txt` for one type: what is to come out, as somebody wrote it down. */
export type ExpectedOutcome = {
  readonly code: string;
  readonly evidence: string;
  readonly answers: string;
  readonly bears: string;
  readonly burden: string;
  /** `return_refund`, or with its kind `refund_only.pre_ship`. */
  readonly type: string;
  readonly scene: string;
  readonly closes: string;
  readonly inTime: Shown;
  /** null where nothing closes. */
  readonly tooLate: Shown | null;
  readonly wayBack: string;
  readonly backMinor: bigint;
  readonly sums: readonly { readonly head: string; readonly amountMinor: bigint }[];
};

export const OUTCOMES_FILE = join(import.meta.dirname, "reason-outcomes.txt");

export const readOutcomes = (text = readFileSync(OUTCOMES_FILE, "utf8")): readonly ExpectedOutcome[] => {
  const outcomes: ExpectedOutcome[] = [];
  let reason: readonly string[] = [];
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#")) continue;
    const cells = line.trim().split(/\s*\|\s*|\s*\|$/);
    if (line.startsWith("  ")) outcomes.push(...outcomesIn(reason, cells));
    else reason = cells;
  }
  return outcomes;
};

const outcomesIn = ([code = "", evidence = "", answers = "", bears = "", burden = ""]: readonly string[], cells: readonly string[]) => {
  const [types = "", scene = "", closes = "", inTime = "", tooLate = "", wayBack = "", back = "", sums = "", ownBurden = ""] = cells;
  const backs = back.split(" ");
  return types.split(" ").map((type, index) => ({
    code,
    evidence,
    answers,
    bears,
    burden: ownBurden === "" ? burden : ownBurden,
    type,
    scene,
    closes,
    inTime: shownIn(inTime),
    tooLate: tooLate === "-" ? null : shownIn(tooLate),
    wayBack,
    backMinor: minorIn(backs[index] ?? ""),
    sums: sumsIn(sums),
  }));
};

const shownIn = (cell: string): Shown => {
  const [shown = "", not] = cell.split(" ");
  return { with: shown, without: not ?? null };
};

const sumsIn = (cell: string): ExpectedOutcome["sums"] =>
  [...cell.matchAll(/(\S+) (\S+)/g)].map(([, head = "", amount = ""]) => ({ head, amountMinor: minorIn(amount) }));

const minorIn = (yuan: string): bigint => {
  if (yuan === "" || yuan === "-") return 0n;
  const [whole = "0", cents = ""] = yuan.split(".");
  return BigInt(whole) * 100n + BigInt(cents.padEnd(2, "0"));
};
