import { problem } from "./problem-text.ts";

/** What opening, deciding or sending a batch can be refused with. */
export const BATCH_PROBLEMS = {
  batch_cause_not_for_reason: problem(
    {
      title: "这个原因下没有这个根因",
      detail: "没有开立批次：原因 {reason} 下不能认定根因 {cause}。",
      advice: "请从该原因的根因列表里选择，或先不填根因。",
    },
    {
      title: "Not a cause of this reason",
      detail: "No batch was opened: {cause} cannot be the cause of reason {reason}.",
      advice: "Choose one of that reason’s causes, or leave the cause open.",
    },
  ),
  batch_cause_not_yours: problem(
    {
      title: "根因由平台认定",
      detail: "没有开立批次：商家不能认定根因 {cause}（原因 {reason}）。",
      advice: "请不填根因开立批次，由平台认定。",
    },
    {
      title: "The platform finds the cause",
      detail: "No batch was opened: a seller cannot name cause {cause} of reason {reason}.",
      advice: "Open it without a cause; the platform names it.",
    },
  ),
  batch_not_open_for_this: problem(
    { title: "批次现在不能这样做", detail: "没有保存：批次 {batchId} 目前的状态是 {status}。", advice: "请刷新查看批次的进度。" },
    {
      title: "Not now, with this batch",
      detail: "Nothing was saved: batch {batchId} is at {status}.",
      advice: "Reload to see where it stands.",
    },
  ),
  not_in_batch: problem(
    { title: "这张订单不能这样改", detail: "没有保存：批次 {batchId} 里没有可以这样改的这张订单。", advice: "请刷新批次的成员名单。" },
    {
      title: "Not a member that can be changed so",
      detail: "Nothing was saved: batch {batchId} has no such member that could be left out or taken in.",
      advice: "Reload the list of its members.",
    },
  ),
  batch_is_empty: problem(
    {
      title: "批次里没有要处理的订单",
      detail: "没有保存：批次 {batchId} 没有可以开售后单的成员。",
      advice: "请检查批号、商品和时间，或放弃这个批次。",
    },
    {
      title: "Nobody to decide for",
      detail: "Nothing was saved: batch {batchId} has no member to open a case for.",
      advice: "Check the lot, the article and the time, or drop the batch.",
    },
  ),
  second_person_needed: problem(
    {
      title: "需要另一个人复核",
      detail: "没有保存：批次 {batchId} 金额较大，您已经确认过一次。",
      advice: "请由另一位有权限的人再确认一次。",
    },
    {
      title: "A second person has to confirm",
      detail: "Nothing was saved: batch {batchId} is above the limit for one person, and you have confirmed it already.",
      advice: "Ask somebody else who may decide to confirm it too.",
    },
  ),
  in_another_batch: problem(
    { title: "已属于另一个批次", detail: "没有保存：售后单 {shortNo} 已属于批次 {batchId}。", advice: "请在那个批次里处理。" },
    {
      title: "In another batch already",
      detail: "Nothing was saved: case {shortNo} belongs to batch {batchId}.",
      advice: "Deal with it there.",
    },
  ),
};
