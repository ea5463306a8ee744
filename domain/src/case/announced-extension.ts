import type { ExtensionId } from "../kernel/ids.ts";
import type { Instant } from "../kernel/time.ts";
import type { StepType } from "./step.ts";

/**
 * What can be held up by a season or a storm: work of hands and of carriers. What law or a decision gives a number of hours or days for (money, reviews,
 * answers) is not in the list, and no notice makes it longer.
 */
export const EXTENDABLE_STEPS = [
  "pickup",
  "drop_off",
  "intercept",
  "receive",
  "inspect",
  "return_to_buyer",
  "reship",
  "visit",
  "repair",
  "ship_back",
  "forward",
] as const satisfies readonly StepType[];

/** Announced: from one moment until another the clocks of these steps stand still, for a region, a carrier, a kind of goods or a seller; null = whichever. */
export type Extension = {
  readonly extensionId: ExtensionId;
  readonly zh: string;
  readonly en: string;
  /** Where the goods went (`OrderFacts.region`); an order that does not say is in none. */
  readonly region: string | null;
  readonly carrier: string | null;
  /** A category and all below it. */
  readonly category: string | null;
  readonly sellerId: string | null;
  readonly stepTypes: readonly (typeof EXTENDABLE_STEPS)[number][];
  readonly fromAt: Instant;
  readonly untilAt: Instant;
};

/** What one announcement has done to a case; kept so that it is done once to each step, and can be undone. */
export type ExtendedBy = Pick<Extension, "extensionId" | "zh" | "en" | "untilAt"> & {
  readonly steps: readonly { readonly stepNo: number; readonly byMs: number }[];
};

/** The times of one step as they are from now on. */
export type MovedTimes = {
  readonly stepNo: number;
  readonly byMs: number;
  readonly dueAt: Instant;
  readonly standardDueAt: Instant | null;
  readonly nextAt: Instant | null;
};
