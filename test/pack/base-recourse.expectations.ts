import type { PolicyRecord } from "@amends/domain/policy/value";
import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

const DAY = 86_400;
const asked = (bearer: string, after: string): PolicyRecord => ({ recourse: { bearer, after } });
const claim = (days: number) => ({ recoverFrom: "claim", shareBasisPoints: 10_000, waitSeconds: days * DAY, retrySeconds: 7 * DAY });
const once = (recoverFrom: string) => ({ recoverFrom, shareBasisPoints: 10_000, waitSeconds: 0, retrySeconds: 0 });

export const expectations: readonly PackExpectation[] = [
  speaks("recourse", "RC-00", "what a buyer has not paid back is asked for each week for 90 days", asked("buyer", "none"), {
    recoverFrom: "receivable",
    shareBasisPoints: 10_000,
    waitSeconds: 90 * DAY,
    retrySeconds: 7 * DAY,
  }),
  speaks("recourse", "RC-08", "a buyer's debt is nobody else's when its time is over", asked("buyer", "receivable"), {
    recoverFrom: "write_off",
    shareBasisPoints: 0,
    waitSeconds: 0,
    retrySeconds: 0,
  }),
  ...["carrier_out", "carrier_return", "insurer"].map(bearer =>
    speaks("recourse", "RC-09", `${bearer} may be asked once more`, asked(bearer, "claim_rejected"), {
      ...claim(30),
      recoverFrom: "appeal",
    }),
  ),
  ...["carrier_out", "insurer"].map(bearer =>
    speaks("recourse", "RC-04", `the seller bears it after ${bearer}'s last no`, asked(bearer, "appeal"), once("frozen_settlement")),
  ),
  speaks("recourse", "RC-04", "nobody else's no is appealed against", asked("warehouse", "claim_rejected"), once("frozen_settlement")),
  ...["carrier_out", "carrier_return"].map(bearer =>
    speaks("recourse", "RC-01", `${bearer} is claimed from, and has 45 days`, asked(bearer, "none"), claim(45)),
  ),
  speaks("recourse", "RC-02", "the insurer is claimed from, and has 30 days", asked("insurer", "none"), claim(30)),
  speaks("recourse", "RC-03", "whoever else bears it is claimed from first", asked("warehouse", "none"), claim(30)),
  speaks("recourse", "RC-04", "the order's own proceeds come first", asked("seller", "none"), once("frozen_settlement")),
  speaks("recourse", "RC-04", "a claim that failed falls to the seller", asked("carrier_out", "claim"), once("frozen_settlement")),
  speaks("recourse", "RC-05", "then the deposit", asked("seller", "frozen_settlement"), once("deposit")),
  speaks("recourse", "RC-06", "then three tenths of each settlement for 30 days", asked("seller", "deposit"), {
    recoverFrom: "next_settlements",
    shareBasisPoints: 3000,
    waitSeconds: 30 * DAY,
    retrySeconds: 0,
  }),
  speaks("recourse", "RC-07", "then a bill that ages 90 days and is tried each week", asked("seller", "next_settlements"), {
    recoverFrom: "receivable",
    shareBasisPoints: 3000,
    waitSeconds: 90 * DAY,
    retrySeconds: 7 * DAY,
  }),
  ...["receivable", "write_off"].map(after =>
    speaks("recourse", "RC-08", `two people end it after ${after}`, asked("seller", after), {
      recoverFrom: "write_off",
      shareBasisPoints: 0,
      waitSeconds: 0,
      retrySeconds: 0,
    }),
  ),
];
