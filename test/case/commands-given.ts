import type { CaseCommand, CommandRejectionCode, EffectAnswer } from "@amends/domain/case/case-command";
import { decide } from "@amends/domain/case/decide";
import type { Role } from "@amends/domain/party/party";
import { aCase, after, by, type CaseParts, later, type Running } from "./a-case.ts";

/** The commands of a return as people give them, and the cases they are given to. */
export const given = (parts: CaseParts): Running => aCase(parts);
export const underReview = () => given({ template: "return_refund", outcome: "review" });
export const approved = () => given({ template: "return_refund" });

export const HAND_OVER: CaseCommand = { kind: "hand_over", carrier: "sf", trackingNo: "SF-1" };
export const RECEIVE: CaseCommand = { kind: "receive_goods", lines: [{ lineNo: 1, quantity: 2 }], wrongGoods: false };
export const inspect = (good: number, damaged = 0, missing = 0, wrong = 0): CaseCommand => ({
  kind: "inspect_goods",
  lines: [{ lineNo: 1, grade: "b", good, damaged, missing, wrong }],
});
export const offer = (amountMinor: bigint, keepGoods = true): CaseCommand => ({ kind: "make_offer", amountMinor, keepGoods, benefits: [] });
export const APPROVE: CaseCommand = { kind: "approve" };
export const REJECT: CaseCommand = { kind: "reject", reason: "goods_used" };
export const ACCEPT: CaseCommand = { kind: "answer_offer", accept: true };
export const DECLINE: CaseCommand = { kind: "answer_offer", accept: false };
export const WITHDRAW: CaseCommand = { kind: "withdraw" };

export const sent = () => after(approved(), ["buyer", HAND_OVER]);
export const received = () => after(sent(), ["warehouse", RECEIVE]);
export const refunding = () => after(received(), ["warehouse", inspect(2)]);

export const REFUSED: EffectAnswer = { kind: "refused", code: "method_closed" };

export const refusal = (
  { rules, opened }: Running,
  role: Role,
  command: CaseCommand,
  at = later(1),
): CommandRejectionCode | "carried out" => {
  const outcome = decide(opened.state, command, rules, at, by(role));
  return outcome.kind === "rejected" ? outcome.code : "carried out";
};
export const owed = ({ opened }: Running) => opened.state.money.refunds.map(refund => refund.promisedMinor);
