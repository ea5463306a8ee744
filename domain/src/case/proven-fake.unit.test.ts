import { expect, test } from "vitest";
import { aCase, after, EVERYWHERE, FAKE_REASON, type Running } from "../../../test/case/a-case.ts";
import { HAND_OVER, inspect, RECEIVE, REJECT } from "../../../test/case/commands-given.ts";
import type { CaseCommand } from "./case-command.ts";

const PROOF: CaseCommand = { kind: "provide_evidence", items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "00" }] };
const activeKeys = ({ opened: { state } }: Running) => state.steps.filter(({ status }) => status === "active").map(({ key }) => key);
const atCentre = (): Running =>
  after(
    aCase({ template: "return_refund_c2c", outcome: "review", places: EVERYWHERE }),
    ["seller", REJECT],
    ["buyer", HAND_OVER],
    ["warehouse", RECEIVE],
  );

test("L-18: goods that a centre proves to be fake stay with it, and do not go on to the seller while the buyer is paid", () => {
  const found = after(atCentre(), ["agent", { kind: "judge_reason", judgedReason: FAKE_REASON }], ["warehouse", inspect(0, 2)]);
  expect(activeKeys(found)).toEqual(["refund", "withhold_fake"]);
  expect(found.opened.state.steps.filter(({ type, status }) => type === "forward" && status !== "skipped")).toEqual([]);
});

test("what became of the fake is shown by the centre and by nobody who sold or bought it, and no silence sets it free", () => {
  const found = after(atCentre(), ["agent", { kind: "judge_reason", judgedReason: FAKE_REASON }], ["warehouse", inspect(0, 2)]);
  const withheld = found.opened.state.steps.find(({ key }) => key === "withhold_fake") ?? expect.unreachable();
  expect([withheld.owner, withheld.onTimeout]).toEqual(["inspector", "escalate"]);
  expect(activeKeys(after(found, ["seller", PROOF]))).toContain("withhold_fake");
  expect(activeKeys(after(found, ["warehouse", PROOF]))).toEqual(["refund"]);
});

test("a flaw that is no fake goes on to the seller as before", () => {
  expect(activeKeys(after(atCentre(), ["warehouse", inspect(0, 2)]))).toEqual(["refund", "forward_to_seller"]);
});
