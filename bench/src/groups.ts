import type { Figure } from "./figure.ts";
import { advanceFundRatio } from "./figures/advance-fund.ts";
import { deadlineFiring } from "./figures/deadline-firing.ts";
import { decisionCost } from "./figures/decision-cost.ts";
import { filingCost } from "./figures/filing-cost.ts";
import { filingRatio } from "./figures/filing-ratio.ts";
import { flowCost } from "./figures/flow-cost.ts";
import { openLoopLatency } from "./figures/open-loop.ts";
import { slowdown } from "./figures/slowdown.ts";
import { startCost } from "./figures/start-cost.ts";
import { workNext } from "./figures/work-next.ts";
import type { House, Stage } from "./stage.ts";

export type Sizes = {
  readonly rounds: number;
  readonly roundMs: number;
  readonly openLoopMs: number;
  readonly flows: number;
  readonly storedCases: number;
  readonly decisions: number;
  readonly clocks: number;
  readonly due: number;
};

/** Figures that are measured together. */
export type Group = { readonly names: readonly string[]; readonly run: (stage: Stage) => Promise<readonly Figure[]> };

export const groupsOf = (sizes: Sizes, say: (message: string) => void): readonly Group[] => {
  let opened: Promise<House> | undefined;
  const house = (stage: Stage): Promise<House> => {
    opened ??= stage.open("bench");
    return opened;
  };
  const { rounds, roundMs } = sizes;
  return [
    { names: ["decision_p99_us", "options_p99_ms"], run: async () => decisionCost(sizes.decisions) },
    {
      names: ["filing_ratio_c1", "filing_ratio_c8", "filing_ratio_c32"],
      run: async stage => filingRatio(stage, await house(stage), { rounds, roundMs }),
    },
    { names: ["filing_rows", "filing_wal_kb", "filing_round_trips"], run: async stage => filingCost(await house(stage)) },
    { names: ["filing_p99_ms_open70"], run: async stage => openLoopLatency(stage, await house(stage), sizes.openLoopMs) },
    { names: ["flow_rate", "flow_write_tx", "flow_statements"], run: async stage => flowCost(stage, await house(stage), sizes.flows) },
    { names: ["filing_slowdown_1m"], run: async stage => slowdown(stage, { rounds, roundMs, storedCases: sizes.storedCases }, say) },
    { names: ["work_next_p99_ms"], run: async stage => workNext(await house(stage)) },
    { names: ["advance_fund_ratio"], run: async stage => advanceFundRatio(stage, { rounds, roundMs }) },
    {
      names: [
        "deadline_pages_ratio",
        "deadline_statements_ratio",
        "deadline_ms_among",
        "deadline_p99_late_ms",
        "deadlines_not_once",
        "effect_wake_ms_p50",
      ],
      run: async stage => deadlineFiring(stage, { clocks: sizes.clocks, due: sizes.due }),
    },
    { names: ["ready_ms", "idle_rss_mb"], run: async () => startCost() },
  ];
};
