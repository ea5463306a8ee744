import { describe, expect, test } from "vitest";
import { aCase, after, by, FILED_AT, later, type Running } from "../../../test/case/a-case.ts";
import { stepsOf } from "../../../test/case/how-it-went.ts";
import { addMs, HOUR_MS } from "../kernel/time.ts";
import type { Role } from "../party/party.ts";
import type { CaseCommand } from "./case-command.ts";
import { phaseOf } from "./case-state.ts";
import { decide } from "./decide.ts";

const ASK: CaseCommand = { kind: "request_evidence", of: "buyer", kinds: ["photo", "document"] };
const SHOW: CaseCommand = {
  kind: "provide_evidence",
  items: [{ fileId: "file_000000000000000000000001", kind: "photo", sha256: "00" }],
};
const reviewed = () => aCase({ template: "return_refund", outcome: "review" });
const asked = () => after(reviewed(), ["seller", ASK]);
const refusal = ({ rules, opened }: Running, role: Role, command: CaseCommand) => {
  const outcome = decide(opened.state, command, rules, later(1), by(role));
  return outcome.kind === "rejected" ? outcome.code : "carried out";
};
const open = ({ opened }: Running, key: string) => opened.state.steps.find(step => step.key === key && step.status === "active");

describe("a reviewer who needs to see more", () => {
  test("asks the buyer, once, with a time; the review goes on beside it with what was left of its own", () => {
    const before = open(reviewed(), "review")?.dueAt ?? FILED_AT;
    expect(stepsOf(asked())).toEqual(expect.arrayContaining(["review active", "more_evidence active"]));
    expect(phaseOf(asked().opened.state)).toBe("waiting_for_buyer");
    const { startedAt, dueAt } = open(asked(), "more_evidence") ?? { startedAt: null, dueAt: null };
    expect(open(asked(), "review")?.dueAt).toBe(addMs(before, (dueAt ?? 0) - (startedAt ?? 0)));
    expect(asked().opened.state.evidenceRequest).toMatchObject({ of: "buyer", photos: 1, videos: 0, documents: 1, rowId: null });
    expect(refusal(asked(), "seller", ASK)).toBe("evidence_asked_before");
  });

  test("goes on when it was shown", () => {
    const then = after(asked(), ["buyer", SHOW]);
    expect(stepsOf(then)).toEqual(expect.arrayContaining(["more_evidence provided", "review active"]));
    expect(phaseOf(then.opened.state)).toBe("waiting_for_seller");
    expect(stepsOf(after(then, ["seller", { kind: "approve" }]))).toContain("review approved");
  });

  test("goes on when nobody answers, and decides on what is there", () => {
    const stepNo = open(asked(), "more_evidence")?.stepNo ?? 0;
    const then = after(asked(), ["system", { kind: "step_due", stepNo }, addMs(later(1), HOUR_MS)]);
    expect(stepsOf(then)).toEqual(expect.arrayContaining(["more_evidence expired", "review active"]));
  });

  test("need not wait, and what was asked for is not waited for any more once it is decided", () => {
    const then = after(asked(), ["seller", { kind: "approve" }]);
    expect(open(then, "more_evidence")).toBeUndefined();
    expect(stepsOf(then)).toContain("review approved");
  });

  test("does not keep the buyer from taking the whole matter back", () => {
    expect(after(asked(), ["buyer", { kind: "withdraw" }]).opened.state.end).toBe("withdrawn");
  });

  test("asks for something, and somebody else", () => {
    expect(refusal(reviewed(), "seller", { ...ASK, kinds: [] })).toBe("nothing_asked");
    expect(refusal(reviewed(), "seller", { ...ASK, of: "seller" })).toBe("evidence_of_oneself");
    expect(refusal(reviewed(), "buyer", ASK)).toBe("not_the_owner");
    const contested = aCase({ template: "return_refund", outcome: "review", contests: true });
    expect(refusal(contested, "agent", { ...ASK, of: "seller" })).toBe("carried out");
  });
});
