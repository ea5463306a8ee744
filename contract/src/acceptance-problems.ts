import { problem } from "./problem-text.ts";

/** What recording a hand-over can be refused with. */
export const ACCEPTANCE_PROBLEMS = {
  acceptance_between_people_only: problem(
    {
      title: "只有个人之间交接可以登记验收",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行的卖家是商家，签收不等于认可质量。",
      advice: "商品有问题请直接申请售后。",
    },
    {
      title: "Only private people record a hand-over",
      detail: "Nothing was saved: line {lineNo} of order {orderId} is sold by a trader, and signing for goods never means accepting them.",
      advice: "File a case when something is wrong with the goods.",
    },
  ),
  acceptance_line_unknown: problem(
    { title: "订单里没有这件商品", detail: "没有保存：订单 {orderId} 没有第 {lineNo} 行。", advice: "请刷新订单后重试。" },
    {
      title: "No such line",
      detail: "Nothing was saved: order {orderId} has no line {lineNo}.",
      advice: "Reload the order and try again.",
    },
  ),
  acceptance_nothing_to_hand_over: problem(
    {
      title: "没有可以交接的商品",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行还没有付款，或者已经取消。",
      advice: "付款后当面交接时再登记。",
    },
    {
      title: "Nothing to hand over",
      detail: "Nothing was saved: line {lineNo} of order {orderId} is unpaid or was called off.",
      advice: "Record the hand-over once it is paid and you meet.",
    },
  ),
  acceptance_recorded_before: problem(
    {
      title: "这件商品已经登记过交接",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行的交接记录不能改写。",
      advice: "要补充请追加说明或照片。",
    },
    {
      title: "The hand-over is on record already",
      detail: "Nothing was saved: the record of line {lineNo} of order {orderId} cannot be written again.",
      advice: "Add a remark or pictures to it instead.",
    },
  ),
  acceptance_missing: problem(
    {
      title: "还没有交接记录",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行还没有人登记交接。",
      advice: "请先登记收到的成色和件数。",
    },
    {
      title: "No hand-over on record yet",
      detail: "Nothing was saved: nobody has recorded the hand-over of line {lineNo} of order {orderId}.",
      advice: "Record the condition and the count first.",
    },
  ),
  acceptance_pieces_wrong: problem(
    {
      title: "件数不对",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行的件数要在 1 和购买件数之间。",
      advice: "请按实际交接的件数填写；多出来的写在说明里。",
    },
    {
      title: "The count does not fit",
      detail: "Nothing was saved: line {lineNo} of order {orderId} takes from 1 piece to the pieces that were bought.",
      advice: "Give the pieces that changed hands; say in the remark what came on top.",
    },
  ),
  acceptance_own_record: problem(
    {
      title: "不能确认自己的记录",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行的交接是您自己登记的。",
      advice: "请等对方确认，或追加说明。",
    },
    {
      title: "Your own record",
      detail: "Nothing was saved: you recorded the hand-over of line {lineNo} of order {orderId} yourself.",
      advice: "Wait for the other side to confirm it, or add a remark.",
    },
  ),
  acceptance_confirmed_before: problem(
    {
      title: "对方已经确认过",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行的交接记录已经确认。",
      advice: "要补充请追加说明或照片。",
    },
    {
      title: "Confirmed already",
      detail: "Nothing was saved: the record of line {lineNo} of order {orderId} was confirmed before.",
      advice: "Add a remark or pictures instead.",
    },
  ),
  acceptance_says_nothing: problem(
    {
      title: "没有要补充的内容",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行的补充里没有说明，也没有照片。",
      advice: "请写一句说明或上传照片。",
    },
    {
      title: "Nothing to add",
      detail: "Nothing was saved: the addition to line {lineNo} of order {orderId} has neither a remark nor a picture.",
      advice: "Write a remark or add a picture.",
    },
  ),
  acceptance_full: problem(
    {
      title: "补充已经够多了",
      detail: "没有保存：订单 {orderId} 第 {lineNo} 行的交接记录已有 20 条。",
      advice: "有争议请申请售后，由平台处理。",
    },
    {
      title: "Enough was said",
      detail: "Nothing was saved: the hand-over of line {lineNo} of order {orderId} has 20 entries.",
      advice: "File a case if you disagree; the platform decides it.",
    },
  ),
} as const;
