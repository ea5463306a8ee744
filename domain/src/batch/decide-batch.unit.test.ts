import { describe, expect, test } from "vitest";
import { instant } from "../kernel/time.ts";
import { type BatchPerson, type BatchState, type BatchStatus, NO_MEMBERS } from "./batch-state.ts";
import { type BatchCommand, type BatchKnown, decideBatch } from "./decide-batch.ts";

const AT = instant(1_763_700_000_000);
const fang: BatchPerson = { role: "agent", accountId: "account_01jd7v8k2m0f9q3r5s7t9v1x" };
const li: BatchPerson = { role: "supervisor", accountId: "account_01jd7v8k2m0f9q3r5s7t9v1y" };
const orderId = "order_01jd7v8k2m0f9q3r5s7t9v1x";

const batchAt = (status: BatchStatus, reviewedBy: readonly BatchPerson[] = []): BatchState => ({
  batchId: "batch_01jd7v8k2m0f9q3r5s7t9v1x",
  operationId: "operation_01jd7v8k2m0f9q3r5s7t9v1x",
  sellerId: "seller_01jd7v8k2m0f9q3r5s7t9v1x",
  cause: { kind: "batch_no", batchNo: "L1" },
  boughtFrom: AT,
  boughtTo: AT,
  asks: { serviceType: "refund_only", refundOnlyKind: "unreturnable", reason: "70.01", damageBasisPoints: 5000 },
  evidence: [],
  openedBy: fang,
  openedAt: AT,
  status,
  reviewedBy,
  version: 4,
});
const known = (more: Partial<BatchKnown> = {}): BatchKnown => ({
  standing: { ...NO_MEMBERS, members: 2, toFile: 2, amountMinor: 400n },
  member: null,
  secondPersonFromMinor: 500n,
  ...more,
});
const told = (state: BatchState, command: BatchCommand, more?: Partial<BatchKnown>, by: BatchPerson | null = fang) => {
  const outcome = decideBatch(state, command, known(more), AT, by);
  return outcome.kind === "rejected" ? outcome.code : outcome.state.status;
};

describe("a batch", () => {
  test("is decided by one person below the limit and by two at it", () => {
    expect(told(batchAt("drafted"), { kind: "review" })).toBe("sending");
    const large = { standing: { ...NO_MEMBERS, members: 2, toFile: 2, amountMinor: 500n } };
    expect(told(batchAt("drafted"), { kind: "review" }, large)).toBe("awaiting_second");
    expect(told(batchAt("awaiting_second", [fang]), { kind: "review" }, large)).toBe("second_person_needed");
    expect(told(batchAt("awaiting_second", [fang]), { kind: "review" }, large, li)).toBe("sending");
  });

  test("that changes after the first decision is decided anew", () => {
    const member = { orderId, fate: "file", progress: "waiting" } as const;
    const outcome = decideBatch(
      batchAt("awaiting_second", [fang]),
      { kind: "leave_out", orderId, reason: "not_affected" },
      known({ member }),
      AT,
      li,
    );
    expect(outcome.kind === "decided" && [outcome.state.status, outcome.state.reviewedBy]).toEqual(["drafted", []]);
  });

  test("without anybody in it is nobody's decision, and members are taken in only where they were left out", () => {
    expect(told(batchAt("drafted"), { kind: "review" }, { standing: NO_MEMBERS })).toBe("batch_is_empty");
    expect(told(batchAt("drafted"), { kind: "take_in", orderId }, { member: { orderId, fate: "refused", progress: "waiting" } })).toBe(
      "not_in_batch",
    );
    expect(told(batchAt("drafted"), { kind: "leave_out", orderId, reason: "not_affected" })).toBe("not_in_batch");
  });

  const sense: Readonly<Record<BatchCommand["kind"], readonly BatchStatus[]>> = {
    leave_out: ["drafted", "awaiting_second"],
    take_in: ["drafted", "awaiting_second"],
    review: ["drafted", "awaiting_second"],
    stop: ["sending"],
    continue: ["stopped"],
    drop: ["gathering", "drafted", "awaiting_second"],
    end_gathering: ["gathering"],
    end_sending: ["sending"],
  };
  const commands: readonly BatchCommand[] = [
    { kind: "leave_out", orderId, reason: "not_affected" },
    { kind: "take_in", orderId },
    { kind: "review" },
    { kind: "stop" },
    { kind: "continue" },
    { kind: "drop" },
    { kind: "end_gathering" },
    { kind: "end_sending" },
  ];
  test.each(commands.map(command => [command.kind, command] as const))("takes %s only where it makes sense", (kind, command) => {
    const statuses = ["gathering", "drafted", "awaiting_second", "sending", "stopped", "finished", "dropped"] as const;
    expect(statuses.filter(status => told(batchAt(status), command) !== "batch_not_open_for_this")).toEqual(sense[kind]);
  });
});
