import { problem } from "./problem-text.ts";

/** What reconciling with a gateway and closing a day can be refused with. */
export const RECONCILIATION_PROBLEMS = {
  reconciliation_rules_missing: problem(
    {
      title: "规则包里没有对账规则",
      detail: "没有处理：这条业务线的规则包没有适用于 {format} 的 reconciliation 表。",
      advice: "请在规则包里加入 reconciliation 表，例如沿用 base 的。",
    },
    {
      title: "The pack has no rules for this",
      detail: "Nothing was done: this operation's pack has no table reconciliation for {format}.",
      advice: "Add the table to the pack, for example the one of base.",
    },
  ),
  gateway_unknown: problem(
    {
      title: "没有这个渠道",
      detail: "没有导入：没有名为 {gateway} 的支付渠道，现有：{known}。",
      advice: "请核对渠道名称，它写在渠道设置文件里。",
    },
    {
      title: "No such gateway",
      detail: "Nothing was imported: no gateway is called {gateway}; there are: {known}.",
      advice: "Check the name; it stands in the file of gateway settings.",
    },
  ),
  statement_day_not_over: problem(
    {
      title: "这一天还没结束",
      detail: "没有导入：{day} 按渠道的时区还没有结束，账单不会是完整的。",
      advice: "请在次日渠道出账单之后导入。",
    },
    {
      title: "The day is not over",
      detail: "Nothing was imported: {day} is not over in the gateway's zone, so no statement of it is whole.",
      advice: "Import it on the next day, when the gateway has it ready.",
    },
  ),
  statement_day_closed: problem(
    {
      title: "这一天已经关账",
      detail: "没有更改：{day} 已经关账，{gateway} 的账单不能再换。已发出警报。",
      advice: "请核对新旧两份账单的差异，用之后日期的记账更正。",
    },
    {
      title: "The day is closed",
      detail: "Nothing was changed: {day} is closed, and the statement of {gateway} stays the one it was closed with. An alarm was raised.",
      advice: "Compare the two files, and put right what is wrong by a posting of a later day.",
    },
  ),
  statement_mapping_refused: problem(
    { title: "映射文件不对", detail: "没有导入：{problems}", advice: "请按 docs/reference/reconciliation.md 更正后重试。" },
    {
      title: "The mapping is not right",
      detail: "Nothing was imported: {problems}",
      advice: "Correct it as docs/reference/reconciliation.md says.",
    },
  ),
  statement_missing: problem(
    { title: "没有这一天的账单", detail: "没有对账：{gateway} 在 {day} 没有有效的账单。", advice: "请先导入账单。" },
    {
      title: "No statement of that day",
      detail: "Nothing was matched: no statement of {gateway} is in force for {day}.",
      advice: "Import it first.",
    },
  ),
  item_settled: problem(
    { title: "已经处理过", detail: "没有更改：{itemKey} 已经处理完。", advice: "请刷新后查看。" },
    { title: "Settled already", detail: "Nothing was changed: {itemKey} is settled.", advice: "Look at it again." },
  ),
  item_stale: problem(
    { title: "刚刚有变化", detail: "没有更改：{itemKey} 刚被别人处理，或刚重新对过账。", advice: "请刷新，按它现在的状态处理。" },
    {
      title: "It has just changed",
      detail: "Nothing was changed: somebody else has settled {itemKey}, or it was matched anew.",
      advice: "Read it again and act on what it is now.",
    },
  ),
  item_not_fee: problem(
    { title: "不能当作手续费", detail: "没有更改：{itemKey} 不是渠道扣走的钱。", advice: "请挂账待查，或与对应的记录关联。" },
    {
      title: "It is no fee",
      detail: "Nothing was changed: {itemKey} is no money the gateway kept.",
      advice: "Put it in suspense, or link it with what belongs to it.",
    },
  ),
  item_no_stake: problem(
    { title: "没有可入账的差额", detail: "没有更改：{itemKey} 没有差额，或两边币种不同。", advice: "请写明负责人和说明，或向渠道核实。" },
    {
      title: "Nothing to post",
      detail: "Nothing was changed: {itemKey} has no difference, or its halves are in two currencies.",
      advice: "Say who sees to it and why, or ask the gateway.",
    },
  ),
  item_link_unfit: problem(
    {
      title: "这两笔不能关联",
      detail: "没有更改：{itemKey} 只能与币种、方向相同，且还没有对上的一笔记账关联。",
      advice: "请在候选里另选一笔；已被别的账单行占用的，请先撤销那一笔。",
    },
    {
      title: "These two do not fit",
      detail: "Nothing was changed: {itemKey} can only be linked with an unmatched posting of the same currency and direction.",
      advice: "Choose another of the candidates; undo the link of a line that holds it already.",
    },
  ),
  item_link_reason: problem(
    {
      title: "请写明关联的理由",
      detail: "没有更改：{itemKey} 的关联不是系统建议的，需要写明理由。",
      advice: "请写明凭什么确定是同一笔，例如渠道的回单号。",
    },
    {
      title: "Say why these belong together",
      detail: "Nothing was changed: the link of {itemKey} was not suggested and needs a reason.",
      advice: "Say what shows that they are one movement, such as the number of the gateway's receipt.",
    },
  ),
  item_not_settled: problem(
    { title: "没有可撤销的处理", detail: "没有更改：{itemKey} 还没有处理。", advice: "请刷新后查看。" },
    { title: "Nothing to undo", detail: "Nothing was changed: {itemKey} is not settled.", advice: "Look at it again." },
  ),
  item_day_closed: problem(
    {
      title: "这一天已经关账",
      detail: "没有撤销：{itemKey} 所在的日期已经关账。",
      advice: "请用之后日期的记账更正。",
    },
    {
      title: "The day is closed",
      detail: "Nothing was undone: the day of {itemKey} is closed.",
      advice: "Put right what is wrong by a posting of a later day.",
    },
  ),
  item_needs_another: problem(
    { title: "需要另一个人确认", detail: "没有确认：{itemKey} 是您自己处理的，金额达到了双人复核的标准。", advice: "请同事登录后确认。" },
    {
      title: "A second person is needed",
      detail: "Nothing was confirmed: you settled {itemKey} yourself, and the sum takes two.",
      advice: "Ask a colleague to sign in and confirm it.",
    },
  ),
  item_not_proposed: problem(
    { title: "没有待确认的处理", detail: "没有更改：没有人提出过 {itemKey} 的处理。", advice: "请先由一人处理，再由另一人确认。" },
    {
      title: "Nothing to confirm",
      detail: "Nothing was changed: nobody has settled {itemKey} yet.",
      advice: "One person settles it, another confirms.",
    },
  ),
  item_nothing_asked: problem(
    { title: "没有可以查询的渠道请求", detail: "没有查询：{itemKey} 不是我们向渠道发起的。", advice: "请到渠道后台核实。" },
    {
      title: "The gateway was asked nothing",
      detail: "Nothing was asked: {itemKey} is nothing we asked of the gateway.",
      advice: "Look it up in the gateway's own console.",
    },
  ),
  close_exists: problem(
    { title: "这一天已经关账", detail: "没有重复关账：{day} 已经关账，不能重来。", advice: "需要更正的，请记入之后的日期。" },
    {
      title: "The day is closed already",
      detail: "Nothing was closed twice: {day} is closed and stays so.",
      advice: "Put right what is wrong by a posting of a later day.",
    },
  ),
  close_day_not_over: problem(
    { title: "这一天还没结束", detail: "没有关账：{day} 还没有结束。", advice: "请在次日关账。" },
    { title: "The day is not over", detail: "Nothing was closed: {day} is not over.", advice: "Close it on the next day." },
  ),
  close_earlier_open: problem(
    { title: "前一天还没关账", detail: "没有关账：{day} 之前，须先关 {about}。", advice: "请按日期先后关账。" },
    {
      title: "An earlier day is open",
      detail: "Nothing was closed: before {day} comes {about}.",
      advice: "Close one day after the other.",
    },
  ),
  close_statement_missing: problem(
    { title: "缺少渠道账单", detail: "没有关账：{day} 有资金经过 {about}，但没有它的账单。", advice: "请先导入并对账。" },
    {
      title: "A statement is missing",
      detail: "Nothing was closed: on {day} money went over {about}, and there is no statement of it.",
      advice: "Import and match it first.",
    },
  ),
  close_items_open: problem(
    {
      title: "还有差异没有说明",
      detail: "没有关账：{day} 及之前有 {about} 笔差异没有负责人或说明。",
      advice: "请逐笔处理，或写明负责人和原因。",
    },
    {
      title: "Differences are unexplained",
      detail: "Nothing was closed: {about} differences up to {day} have nobody who sees to them, or no note.",
      advice: "Settle each, or say who sees to it and why.",
    },
  ),
  close_needs_another: problem(
    {
      title: "需要另一个人关账",
      detail: "没有关账：{day} 挂账和未决的金额达到双人复核的标准，您处理过其中的差异。",
      advice: "请没有参与处理的同事关账。",
    },
    {
      title: "A second person is needed",
      detail: "Nothing was closed: what is put aside or open on {day} takes two, and you have decided some of it.",
      advice: "Let a colleague who has not sign it.",
    },
  ),
  close_books_moving: problem(
    { title: "账目还在汇总", detail: "没有关账：{day} 还有记账正在汇总。", advice: "请几秒后重试。" },
    {
      title: "The books are still moving",
      detail: "Nothing was closed: something of {day} is still being summed.",
      advice: "Try again in a few seconds.",
    },
  ),
} as const;
