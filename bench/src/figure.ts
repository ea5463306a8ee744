export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: Target;
  /** Where the figure is a ratio: of the bare limit, or of the smaller store. */
  readonly ratio?: number;
  /** What was measured beside it, so that a surprising value can be judged. */
  readonly beside?: Readonly<Record<string, number | string>>;
};

export type Target = { readonly kind: "at_least" | "at_most" | "exactly"; readonly bound: number };

export const atLeast = (bound: number): Target => ({ kind: "at_least", bound });
export const atMost = (bound: number): Target => ({ kind: "at_most", bound });
export const exactly = (bound: number): Target => ({ kind: "exactly", bound });

export const isMet = ({ value, target }: Figure): boolean => {
  switch (target?.kind) {
    case undefined:
      return true;
    case "at_least":
      return value >= target.bound;
    case "at_most":
      return value <= target.bound;
    case "exactly":
      return value === target.bound;
  }
};

const SIGN = { at_least: "≥", at_most: "≤", exactly: "=" } as const;

/** One line a figure, for people. */
export const asRow = (figure: Figure): string => {
  const { name, value, unit, target, beside = {} } = figure;
  const aim = target === undefined ? "" : `${isMet(figure) ? "met   " : "MISSED"} ${SIGN[target.kind]} ${target.bound}`;
  const besides = Object.entries(beside).map(([key, what]) => `${key} ${what}`);
  return `${name.padEnd(24)} ${String(rounded(value)).padStart(9)} ${unit.padEnd(10)} ${aim.padEnd(16)} ${besides.join(", ")}`.trimEnd();
};

/** Three significant digits: no run here is repeatable to more. */
export const rounded = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(3)));

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Nearest rank. */
export const percentile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
};
