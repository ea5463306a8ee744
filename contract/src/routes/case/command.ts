import { INSPECTION_GRADES } from "@amends/domain/case/case-state";
import { SCAN_CODES } from "@amends/domain/case/parcel";
import { PAUSE_REASONS } from "@amends/domain/case/step";
import { SEVERITIES } from "@amends/domain/triage/severity";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { benefit, offeredFreight } from "../../views/case-view.ts";
import { amount, externalId, GRAMS_MAX, grams, instant, list, text } from "../../wire.ts";
import { command, evidenceItem } from "./command-route.ts";

const nothing = z.strictObject({});
const BENEFITS_MAX = 10;
const lineNo = z.int().min(1).max(10_000);
const pieces = z.int().min(-1_000_000).max(1_000_000);
const parcel = z.strictObject({ carrier: text(60), trackingNo: externalId });

export const approveCase = command("approve", "approve", bilingual("同意", "Approve the request"), nothing);
export const rejectCase = command(
  "reject",
  "reject",
  bilingual("拒绝并说明理由", "Reject it, with a reason"),
  z.strictObject({ reason: externalId }),
);
export const offerOnCase = command(
  "offer",
  "make_offer",
  bilingual("提出协商方案", "Offer another way to settle"),
  z.strictObject({ amount, keepGoods: z.boolean(), benefits: list(benefit, BENEFITS_MAX).default([]), freight: offeredFreight.optional() }),
);
export const grantOnCase = command(
  "grant",
  "grant",
  bilingual("同意，并确定给买家什么", "Approve it, and say what the buyer gets"),
  z.strictObject({
    /** Back out of what was paid. */
    refund: amount.optional(),
    /** On top of what was paid. */
    cash: amount.optional(),
    benefits: list(benefit, BENEFITS_MAX).default([]),
    bearer: z.enum(["seller", "platform"]).optional(),
  }),
);
export const counterOffer = command(
  "counter-offer",
  "counter_offer",
  bilingual("提出另一个方案", "Make a counter-offer"),
  z.strictObject({ amount, keepGoods: z.boolean(), freight: offeredFreight.optional() }),
);
export const answerOffer = command(
  "answer-offer",
  "answer_offer",
  bilingual("接受或谢绝方案", "Accept or decline the offer"),
  z.strictObject({ accept: z.boolean() }),
);
export const enterProof = command(
  "proof",
  "enter_proof",
  bilingual("登记已证明的损失、重量或坏损比例", "Enter a loss, a weight or a bad share that was proved"),
  z.strictObject({
    loss: amount.optional(),
    shares: list(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("weighed"), lineNo, soldGrams: grams, foundGrams: z.int().min(0).max(GRAMS_MAX) }),
        z.strictObject({ kind: z.literal("share"), lineNo, basisPoints: z.int().min(0).max(10_000) }),
      ]),
      100,
    ).default([]),
    /** Files of this case that show it. */
    evidence: list(evidenceItem, 30),
  }),
);
/** Above what one person may give, the first call proposes it, and the same call of a second person gives it. */
export const grantSuggested = command(
  "grant-suggested",
  "enter_proof",
  bilingual("按算好的金额给付", "Give the sums that were computed"),
  z.strictObject({ heads: list(externalId, 20).min(1) }),
);
export const confirmSolution = command(
  "confirm-solution",
  "confirm_solution",
  bilingual("确认问题是否已解决", "Say whether it is solved"),
  z.strictObject({ settled: z.boolean() }),
);
export const reportTrace = command(
  "trace",
  "report_trace",
  bilingual("登记包裹查询结果", "Record where the parcel is"),
  z.strictObject({ finding: z.enum(["arrived", "lost", "damaged"]) }),
);
export const reportVisit = command(
  "visit",
  "report_visit",
  bilingual("登记上门结果", "Record the visit"),
  z.strictObject({ met: z.boolean() }),
);
export const quoteRepair = command(
  "quote",
  "quote_repair",
  bilingual("提交维修报价", "Name the price of the repair"),
  z.strictObject({ amount }),
);
export const answerQuote = command(
  "answer-quote",
  "answer_quote",
  bilingual("接受或谢绝维修报价", "Accept or decline the price of the repair"),
  z.strictObject({ accept: z.boolean() }),
);
export const reportRepair = command(
  "repair",
  "report_repair",
  bilingual("登记维修结果", "Record the repair"),
  z.strictObject({
    result: z.enum(["repaired", "beyond_repair"]),
    parts: list(z.strictObject({ partNo: externalId, quantity: z.int().min(1).max(1000) }), 50).default([]),
  }),
);
export const lendUnit = command(
  "lend",
  "lend_unit",
  bilingual("登记借出的备用机", "Record the unit lent for the time of the repair"),
  z.strictObject({ unitRef: externalId, worth: amount }),
);
export const waitForBuyer = command(
  "wait-for-buyer",
  "wait_for_buyer",
  bilingual("等买家答复，服务计时暂停", "Wait for the buyer; the service clock stands still"),
  z.strictObject({ reason: z.enum(PAUSE_REASONS) }),
);
export const goOnWithCase = command("go-on", "go_on", bilingual("不再等待，计时继续", "Wait no longer; the clock runs on"), nothing);
export const setCaseSeverity = command(
  "set-severity",
  "set_severity",
  bilingual("改变级别，时限随之重算", "Change the severity, and with it the times"),
  z.strictObject({ severity: z.enum(SEVERITIES) }),
);
export const withdrawCase = command("withdraw", "withdraw", bilingual("撤销申请", "Withdraw the request"), nothing);

export const handOverReturn = command(
  "hand-over",
  "hand_over",
  bilingual("填写退货物流单号和垫付的运费", "Name the return parcel, and what it cost"),
  z.strictObject({
    ...parcel.shape,
    /** What the buyer paid for the parcel, and the receipt that shows it. */
    returnFreight: z.strictObject({ amount, receipt: list(evidenceItem, 5).default([]) }).optional(),
  }),
);
/** Until the parcel has been seen under the number that was given first. */
export const correctParcel = command(
  "correct-parcel",
  "correct_parcel",
  bilingual("更正填错的退货物流单号", "Correct the number of the return parcel"),
  parcel,
);
/** Once the time of a booked courier is over, or its carrier says that nobody came, the same call books the next. */
export const requestPickup = command(
  "request-pickup",
  "request_pickup",
  bilingual("预约上门取件，快递员没有来时再约", "Have the goods collected, or another courier where the first did not come"),
  nothing,
);
export const receiveReturn = command(
  "receive",
  "receive_goods",
  bilingual("登记收到的退货", "Record what arrived"),
  z.strictObject({ lines: list(z.strictObject({ lineNo, quantity: pieces }), 100).default([]), wrongGoods: z.boolean().default(false) }),
);
export const inspectReturn = command(
  "inspect",
  "inspect_goods",
  bilingual("登记验货结果", "Record the inspection"),
  z.strictObject({
    lines: list(
      z.strictObject({
        lineNo,
        grade: z.enum(INSPECTION_GRADES),
        good: pieces,
        damaged: pieces.default(0),
        missing: pieces.default(0),
        wrong: pieces.default(0),
      }),
      100,
    ),
  }),
);
export const sendBackToBuyer = command("send-back", "send_back", bilingual("把商品寄还买家", "Send the goods back to the buyer"), parcel);
export const confirmArrival = command(
  "confirm-arrival",
  "confirm_arrival",
  bilingual("确认是否收到补发或换货的商品", "Say whether the replacement arrived"),
  z.strictObject({ arrived: z.boolean() }),
);
export const reportTracking = command(
  "tracking",
  "report_tracking",
  bilingual("上报物流轨迹，或快递员没有按时上门", "Report a parcel's scan, or that its courier did not come"),
  z.strictObject({ trackingNo: externalId, code: z.enum(SCAN_CODES), trackedAt: instant }),
);
export const retryStep = command(
  "retry",
  "retry_step",
  bilingual("重试失败的退款", "Try a failed refund again"),
  z.strictObject({ stepNo: z.int().min(1) }),
);
export const settleByHand = command(
  "settle-by-hand",
  "settle_by_hand",
  bilingual("登记线下退款", "Record a refund paid by hand"),
  z.strictObject({ stepNo: z.int().min(1), gatewayRef: externalId }),
);
export const closeRecovery = command(
  "close-recovery",
  "close_recovery",
  bilingual("已回访低分买家", "The buyer who was served badly has been called"),
  nothing,
);
export const payDebt = command("pay-debt", "pay_debt", bilingual("退回多退的款项", "Pay back what was refunded too much"), nothing);
export const clearAttention = command(
  "clear-attention",
  "clear_attention",
  bilingual("已核对订单变化", "Say that what changed of the order was looked at"),
  nothing,
);
export const judgeReason = command(
  "judge-reason",
  "judge_reason",
  bilingual("认定原因", "Record the judged reason"),
  z.strictObject({ judgedReason: externalId }),
);
export const judgeCause = command(
  "judge-cause",
  "judge_cause",
  bilingual("认定根因，责任随之确定", "Name the cause, and with it who answers for it"),
  z.strictObject({
    /** By its code in the pack; the cause must be one of this reason. */
    judgedReason: externalId,
    rootCause: externalId,
    /** Files of this order that show it. */
    evidence: list(evidenceItem, 30).default([]),
    /** Of a cause that lies with two, what the first of them had in it, of 10,000. Left out, the row's own shares hold. */
    firstShareBasisPoints: z.int().min(1).max(9_999).optional(),
    why: text(2_000),
  }),
);
export const objectToJudgement = command(
  "object-to-judgement",
  "object_to_judgement",
  bilingual("商家对认定的根因提出异议", "The seller objects to the cause named"),
  z.strictObject({ why: text(2_000) }),
);
export const addNote = command(
  "notes",
  "add_note",
  bilingual("添加备注", "Add a note"),
  z.strictObject({ text: text(4_000), visibleTo: z.enum(["staff", "everyone"]) }),
);
