import { problem } from "./problem-text.ts";

/** What the books, a seller's money and a recourse can be refused with. */
export const LEDGER_PROBLEMS = {
  deposit_short: problem(
    {
      title: "保证金可用余额不足",
      detail: "没有转出：{sellerId} 的保证金里没有这么多可用的钱，余额不会低于零。",
      advice: "请减少金额，或等占用的部分释放后再试。",
    },
    {
      title: "The deposit does not hold that much",
      detail: "Nothing was withdrawn: the deposit of {sellerId} has less than that free, and it never goes below nothing.",
      advice: "Withdraw less, or wait until what is held is free again.",
    },
  ),
  merchant_frozen: problem(
    {
      title: "商家账户已冻结",
      detail: "没有转出：{sellerId} 的账户已冻结，只进不出。",
      advice: "请先由财务解冻。",
    },
    {
      title: "The seller's account is frozen",
      detail: "Nothing was withdrawn: the account of {sellerId} is frozen, money comes in and does not leave.",
      advice: "Let finance unfreeze it first.",
    },
  ),
  merchant_restricted: problem(
    {
      title: "保证金低于最低线，暂不能退还",
      detail: "没有转出：{sellerId} 的可用保证金低于最低线，受限期间不退还保证金。",
      advice: "请先补足到最低线，限制会自动解除。",
    },
    {
      title: "The deposit is below its floor",
      detail: "Nothing was withdrawn: what is free of the deposit of {sellerId} is below the floor, and nothing leaves it until it is not.",
      advice: "Top it up to the floor; the restriction then ends by itself.",
    },
  ),
  withdrawal_needs_another: problem(
    {
      title: "已登记，还需另一位同事确认",
      detail: "没有转出：凭证 {reference} 的金额，连同近期较小的退还，达到双人复核线，已记下您的申请。",
      advice: "请另一位财务用同一凭证号和同一金额再提交一次。",
    },
    {
      title: "Noted; a second person is needed",
      detail:
        "Nothing was withdrawn: the sum under {reference}, with smaller ones shortly before it, takes two people, and your word for it is noted.",
      advice: "Let a colleague in finance send the same reference and amount.",
    },
  ),
  claim_evidence_unknown: problem(
    {
      title: "索赔材料不属于这张售后单",
      detail: "没有递交：{fileId} 不是这张售后单里的凭证，或您看不到它。",
      advice: "请先把材料补充到售后单，再从售后单的凭证里选择。",
    },
    {
      title: "This is no evidence of the case",
      detail: "The claim was not sent: {fileId} is not among the evidence of its case, or is not yours to see.",
      advice: "Add it to the case first, then choose from the case's evidence.",
    },
  ),
  seller_unknown: problem(
    {
      title: "没有这个商家",
      detail: "没有记录：商家 {sellerExternalId} 不存在。",
      advice: "请先导入商家，再提交它的结算。",
    },
    {
      title: "No such seller",
      detail: "Nothing was recorded: there is no seller {sellerExternalId}.",
      advice: "Import the seller first, then its settlements.",
    },
  ),
  recourse_nothing_owed: problem(
    { title: "没有待追偿的金额", detail: "没有更改：{recourseId} 已经没有欠款。", advice: "请刷新后查看它的记录。" },
    { title: "Nothing is owed any more", detail: "Nothing was changed: {recourseId} owes nothing.", advice: "Look at its history." },
  ),
  recourse_more_than_owed: problem(
    {
      title: "超过了待追偿的金额",
      detail: "没有入账：金额超过了 {recourseId} 还欠的数目。",
      advice: "请按还欠的金额入账，多收的退还对方。",
    },
    {
      title: "More than is owed",
      detail: "Nothing was booked: the amount is more than {recourseId} still owes.",
      advice: "Book what is owed, and give the rest back.",
    },
  ),
  recourse_no_claim: problem(
    {
      title: "现在不能这样处理索赔",
      detail: "没有更改：{recourseId} 没有处于这一步的索赔。",
      advice: "请刷新，按它现在的状态处理。",
    },
    {
      title: "There is no claim at this stage",
      detail: "Nothing was changed: {recourseId} has no claim that waits for this.",
      advice: "Read it again and act on what it waits for now.",
    },
  ),
  recourse_no_appeal: problem(
    {
      title: "现在不能申诉",
      detail: "没有更改：{recourseId} 没有可申诉的拒赔；只有第一次拒赔、在申诉期限内才能申诉一次。",
      advice: "请刷新，按它现在的状态处理。",
    },
    {
      title: "Nothing to appeal against",
      detail:
        "Nothing was changed: {recourseId} has no refusal that can be appealed against; only the first can, once and within its time.",
      advice: "Read it again and act on what it waits for now.",
    },
  ),
  appeal_needs_new_evidence: problem(
    {
      title: "申诉需要新证据",
      detail: "没有更改：对 {recourseId} 的申诉没有索赔时未递交过的证据。",
      advice: "请先在售后单里补充新证据，再提出申诉。",
    },
    {
      title: "An appeal needs new evidence",
      detail: "Nothing was changed: the appeal for {recourseId} brings nothing that the claim had not.",
      advice: "Add something new to the case first, then appeal with it.",
    },
  ),
  recourse_not_billed: problem(
    {
      title: "还没有转为应收",
      detail: "没有入账：{recourseId} 还在用别的来源追偿，没有开具应收。",
      advice: "请等它转为应收，或把款项存入保证金。",
    },
    {
      title: "Not billed yet",
      detail: "Nothing was booked: {recourseId} is still recovered from elsewhere and has no bill to pay.",
      advice: "Wait until it is billed, or pay into the deposit.",
    },
  ),
  write_off_not_requested: problem(
    { title: "没有待批准的核销", detail: "没有更改：没有人申请核销 {recourseId}。", advice: "请先由一人提出申请，再由另一人批准。" },
    {
      title: "No write-off was requested",
      detail: "Nothing was changed: nobody has asked to write {recourseId} off.",
      advice: "One person asks, another approves.",
    },
  ),
  write_off_requested_already: problem(
    { title: "已经有人申请核销", detail: "没有更改：{recourseId} 的核销申请正在等另一人批准。", advice: "请由申请人以外的人批准或退回。" },
    {
      title: "A write-off was requested already",
      detail: "Nothing was changed: the write-off of {recourseId} waits for a second person.",
      advice: "Let somebody other than who asked approve or refuse it.",
    },
  ),
  write_off_needs_another: problem(
    {
      title: "需要另一个人批准",
      detail: "没有核销：{recourseId} 的核销是您自己申请的，须由另一人批准。",
      advice: "请同事登录后批准。",
    },
    {
      title: "A second person is needed",
      detail: "Nothing was written off: you asked for the write-off of {recourseId} yourself.",
      advice: "Ask a colleague to sign in and approve it.",
    },
  ),
  statement_line_unknown: problem(
    {
      title: "没有这笔账目",
      detail: "没有提出：{lineKey} 不在这个商家的对账单里，或不属于任何售后单。",
      advice: "请从对账单里选择一笔属于售后单的账目。",
    },
    {
      title: "No such line",
      detail: "Nothing was raised: {lineKey} is not on this seller's statement, or belongs to no case.",
      advice: "Choose a line of the statement that belongs to a case.",
    },
  ),
  objection_exists: problem(
    { title: "这笔账目已经提出过异议", detail: "没有重复提出：{lineKey} 已有一条异议。", advice: "请在对账单里查看它的处理结果。" },
    {
      title: "This line was objected to already",
      detail: "Nothing was raised twice: there is an objection to {lineKey}.",
      advice: "See on the statement what became of it.",
    },
  ),
  fund_currency: problem(
    { title: "币种不符", detail: "没有保存：这条业务线用 {currency} 记账。", advice: "请用该币种提交金额。" },
    {
      title: "Another currency",
      detail: "Nothing was saved: the books of this operation are in {currency}.",
      advice: "Send the amount in that currency.",
    },
  ),
} as const;
