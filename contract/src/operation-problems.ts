import { problem } from "./problem-text.ts";

/** What opening an operation, or binding rules of its own to a shop, can be refused with. */
export const OPERATION_PROBLEMS = {
  operation_code_taken: problem(
    { title: "业务线代号已被使用", detail: "没有创建：已有代号为 {code} 的业务线。", advice: "请换一个代号。" },
    { title: "The code is taken", detail: "Nothing was made: there is an operation {code}.", advice: "Choose another code." },
  ),
  pack_unknown: problem(
    {
      title: "没有这个规则包",
      detail: "没有创建：服务没有加载规则包 {packId}，可用的有：{known}。",
      advice: "请换一个规则包，或用 --pack 加载它。",
    },
    {
      title: "Unknown pack",
      detail: "Nothing was made: the server runs without the pack {packId}; it has {known}.",
      advice: "Choose one of them, or start with --pack.",
    },
  ),
  shop_rules_refused: problem(
    {
      title: "店铺规则不能这样设置",
      detail: "没有保存：{problemCount} 处不合要求，第一处在表 {table} 的行 {row}、格 {column}：{problem}（{reason}）。",
      advice: "店铺规则只能比业务线的规则对买家更宽松；请改正这一行后重试。",
    },
    {
      title: "These shop rules cannot be bound",
      detail:
        "Nothing was saved: {problemCount} places are not acceptable, the first in table {table}, row {row}, cell {column} ({problem}): {reason}.",
      advice: "Rules of a shop may only give buyers more than the operation's own. Correct this row and try again.",
    },
  ),
  shop_rules_dates: problem(
    {
      title: "店铺规则的起止时间不对",
      detail: "没有保存：规则从 {from} 起，到 {until} 止；开始不能早于现在，结束必须晚于开始。",
      advice: "已付款的订单按付款时的规则处理，不能事后更改；请填写从现在起的时间。",
    },
    {
      title: "These shop rules have impossible dates",
      detail: "Nothing was saved: the rules would hold from {from} to {until}; they cannot begin before now or end before they begin.",
      advice: "Orders that are paid keep the rules they were bought under. Give a time from now on.",
    },
  ),
  shop_rules_notice: problem(
    {
      title: "规则变更要提前公告",
      detail: "没有保存：新规则从 {from} 起给买家的比现在少，公告期没有满；最早从 {earliest} 起。",
      advice: "把开始时间改为 {earliest} 或更晚；对买家更好的规则可以马上生效。",
    },
    {
      title: "A change of rules needs notice",
      detail:
        "Nothing was saved: from {from} on buyers would get less than now, before they could be told of it; that is possible from {earliest} on.",
      advice: "Begin at {earliest} or later. Rules that give buyers more may hold at once.",
    },
  ),
} as const;
