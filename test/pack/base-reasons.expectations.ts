import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

const asked = (reason: string) => ({ request: { reason }, operation: { kind: "marketplace" }, line: { department: "home" } });

const noReason = {
  ground: "no_reason",
  types: ["return_refund"],
  evidence: "none",
  liable: "buyer",
  cause: "L-33",
  freight: "buyer",
  basis: "paid",
  windowFrom: "sign_off",
  windowAmount: 7,
  windowUnit: "days",
  windowPromise: "longer_return",
  record: "none",
  sensitive: "none",
};

export const expectations: readonly PackExpectation[] = [
  speaks("reasons", "30.01", "seven days from the sign-off, longer where promised", asked("30.01"), noReason),
  speaks("reasons", "30.03", "the wrong size is a return without a reason", asked("30.03"), {
    ...noReason,
    types: ["return_refund", "exchange"],
  }),
  speaks("reasons", "30.04", "a broken threshold does not take the right away", asked("30.04"), noReason),
  speaks("reasons", "30.05", "a longer promise is the seller's to keep", asked("30.05"), {
    ...noReason,
    liable: "seller",
    freight: "promise",
  }),
  speaks("reasons", "30.06", "a gift kept is charged, not refused", asked("30.06"), { ...noReason, basis: "paid_less_gift" }),
  speaks("reasons", "40.13", "goods found not to conform go back at any time", asked("40.13"), {
    ...noReason,
    ground: "quality",
    types: ["return_refund", "refund_only.unreturnable", "refund_only.agreed"],
    evidence: "official",
    liable: "seller",
    cause: "L-15",
    freight: "seller",
    windowFrom: "any",
    windowAmount: 0,
    windowPromise: "none",
  }),
  speaks("reasons", "90.08", "every later reason keeps its own row", asked("90.08"), {
    ...noReason,
    ground: "complaint",
    types: ["complaint"],
    evidence: "official",
    liable: "platform",
    cause: "L-35",
    freight: "none",
    basis: "none",
    windowFrom: "any",
    windowAmount: 0,
    windowPromise: "none",
  }),
  ...["10.08", "10.09"].map(reason =>
    speaks("reasons", reason, "a custom order called off costs what the seller shows to have lost by it", asked(reason), {
      ...noReason,
      ground: "pre_ship",
      types: ["refund_only.pre_ship"],
      evidence: reason === "10.08" ? "none" : "snapshot",
      cause: "none",
      freight: "none",
      basis: "deduct_loss",
      windowFrom: "any",
      windowAmount: 0,
      windowPromise: "none",
    }),
  ),
];
