import { problem } from "./problem-text.ts";

/** What offering, granting or quoting something on a case, or answering it, can be refused with. */
export const OFFER_PROBLEMS = {
  offer_not_in_plan: problem(
    {
      title: "这一步不能提出协商方案",
      detail: "没有保存：售后单 {shortNo} 的流程里没有让对方答复方案的步骤。",
      advice: "请同意或拒绝。",
    },
    {
      title: "No offer can be made here",
      detail: "Nothing was saved: the plan of case {shortNo} has no step at which the other side could answer an offer.",
      advice: "Approve it or reject it.",
    },
  ),
  offer_not_positive: problem(
    { title: "方案金额不对", detail: "没有保存：方案金额应大于零（售后单 {shortNo}）。", advice: "请填写大于零的金额。" },
    {
      title: "The offer is not positive",
      detail: "Nothing was saved: an offer on case {shortNo} must be above zero.",
      advice: "Offer more than zero.",
    },
  ),
  nothing_granted: problem(
    { title: "还没有确定给买家什么", detail: "没有保存：售后单 {shortNo} 没有可以照准的金额。", advice: "请填写赔付的金额或权益。" },
    {
      title: "Nothing to approve yet",
      detail: "Nothing was saved: case {shortNo} names no sum that could be approved.",
      advice: "Say what the buyer gets.",
    },
  ),
  grant_not_in_plan: problem(
    { title: "这类售后单不能这样处理", detail: "没有保存：售后单 {shortNo} 的流程里没有赔付。", advice: "请同意、拒绝或提出协商方案。" },
    {
      title: "Not in this kind of case",
      detail: "Nothing was saved: the plan of case {shortNo} has no compensation.",
      advice: "Approve it, reject it or make an offer.",
    },
  ),
  grant_not_positive: problem(
    { title: "金额或数量不对", detail: "没有保存：给买家的每一项都必须大于零（售后单 {shortNo}）。", advice: "请检查金额和数量。" },
    {
      title: "Nothing or less is given",
      detail: "Nothing was saved: each thing given must be more than nothing (case {shortNo}).",
      advice: "Check the sums and numbers.",
    },
  ),
  grant_above_paid: problem(
    { title: "超过可退金额", detail: "没有保存：退款超过了还可退的实付金额（售后单 {shortNo}）。", advice: "超出的部分请用赔付。" },
    {
      title: "More than was paid",
      detail: "Nothing was saved: the refund exceeds what is left of the price paid (case {shortNo}).",
      advice: "Give what goes beyond it as compensation.",
    },
  ),
  grant_above_authority: problem(
    { title: "超过您的权限", detail: "没有保存：赔付超过了您可以决定的金额（售后单 {shortNo}）。", advice: "请交给主管决定。" },
    {
      title: "Above your authority",
      detail: "Nothing was saved: it is more than you may give by yourself (case {shortNo}).",
      advice: "Ask a supervisor to decide.",
    },
  ),
  quote_not_positive: problem(
    { title: "报价不对", detail: "没有保存：报价必须大于零（售后单 {shortNo}）。", advice: "保修范围内的维修不用报价。" },
    {
      title: "The price is not positive",
      detail: "Nothing was saved: a repair that is quoted costs more than nothing (case {shortNo}).",
      advice: "A repair under guarantee needs no quote.",
    },
  ),
  offer_above_paid: problem(
    {
      title: "方案金额超过可退金额",
      detail: "没有保存：方案金额超过了还可退的实付金额（售后单 {shortNo}）。",
      advice: "请填写不超过实付的金额。",
    },
    {
      title: "The offer exceeds what was paid",
      detail: "Nothing was saved: the offer exceeds what is left of the price paid (case {shortNo}).",
      advice: "Offer no more than that.",
    },
  ),
  offer_below_agreed: problem(
    {
      title: "低于已达成的方案",
      detail: "没有保存：售后单 {shortNo} 已按先前的方案付款，新方案不能更低。",
      advice: "请提出不低于已付金额的方案。",
    },
    {
      title: "Less than was agreed",
      detail: "Nothing was saved: case {shortNo} has paid what was agreed before, and a new offer cannot be lower.",
      advice: "Offer at least what was paid.",
    },
  ),
  too_many_offers: problem(
    { title: "协商次数已满", detail: "没有保存：售后单 {shortNo} 已提出过足够多的方案。", advice: "请同意或拒绝申请。" },
    {
      title: "Too many offers",
      detail: "Nothing was saved: case {shortNo} has had as many offers as it may.",
      advice: "Approve or reject it.",
    },
  ),
  nothing_to_answer: problem(
    { title: "没有待答复的方案", detail: "没有保存：售后单 {shortNo} 没有等待答复的方案。", advice: "请刷新查看当前进度。" },
    {
      title: "No offer to answer",
      detail: "Nothing was saved: case {shortNo} has no open offer.",
      advice: "Reload to see where it stands.",
    },
  ),
  nothing_to_counter: problem(
    { title: "没有可以还价的方案", detail: "没有保存：售后单 {shortNo} 现在的方案只能接受或谢绝。", advice: "请接受或谢绝。" },
    {
      title: "Nothing to counter",
      detail: "Nothing was saved: what case {shortNo} offers now can only be accepted or declined.",
      advice: "Accept or decline it.",
    },
  ),
} as const;
