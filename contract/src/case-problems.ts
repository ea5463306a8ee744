import { problem } from "./problem-text.ts";

/** What a command on a case can be refused with, but for what is offered on it. Codes and parameters are the domain's; the sentences are for whoever reads them. */
export const CASE_PROBLEMS = {
  person_erased: problem(
    {
      title: "买家资料已删除",
      detail: "没有保存：这位买家的个人资料已按要求删除，不能再写入文字（{id}）。",
      advice: "请去掉文字内容后重试。",
    },
    {
      title: "The buyer was erased",
      detail: "Nothing was saved: this buyer's personal data were erased; no more text can be kept ({id}).",
      advice: "Send it without text.",
    },
  ),
  case_ended: problem(
    { title: "售后单已结束", detail: "没有保存：售后单 {shortNo} 已是“{end}”。", advice: "如有新情况，请重新申请。" },
    { title: "The case has ended", detail: "Nothing was saved: case {shortNo} is {end}.", advice: "File again if something new came up." },
  ),
  step_not_open: problem(
    { title: "现在不能这样做", detail: "没有保存：售后单 {shortNo} 目前没有等待“{step}”的步骤。", advice: "请刷新查看当前进度。" },
    {
      title: "Not its turn",
      detail: "Nothing was saved: case {shortNo} is not waiting for {step}.",
      advice: "Reload to see where it stands.",
    },
  ),
  not_the_owner: problem(
    { title: "这一步不归您处理", detail: "没有保存：{role}不能在售后单 {shortNo} 上做这件事。", advice: "请由负责这一步的人处理。" },
    {
      title: "Not yours to do",
      detail: "Nothing was saved: {role} may not do this on case {shortNo}.",
      advice: "Leave it to whoever owns the step.",
    },
  ),
  rejection_reason_unknown: problem(
    { title: "没有这个拒绝理由", detail: "没有保存：{reason} 不在可选的拒绝理由里（售后单 {shortNo}）。", advice: "请从列表中选择。" },
    {
      title: "Unknown ground",
      detail: "Nothing was saved: {reason} is not a ground of refusal here (case {shortNo}).",
      advice: "Choose one from the list.",
    },
  ),
  rejection_reason_barred: problem(
    {
      title: "不能以此为由拒绝",
      detail: "没有保存：法律不允许以 {reason} 拒绝（售后单 {shortNo}）。",
      advice: "请换一个有依据的理由，或同意申请。",
    },
    {
      title: "A barred ground",
      detail: "Nothing was saved: the law bars {reason} as a ground (case {shortNo}).",
      advice: "Choose a lawful ground, or approve.",
    },
  ),
  cannot_withdraw_now: problem(
    { title: "现在不能撤销", detail: "没有保存：售后单 {shortNo} 已进行到不能撤销的步骤。", advice: "如需帮助，请联系客服。" },
    {
      title: "Too late to withdraw",
      detail: "Nothing was saved: case {shortNo} is past the point of withdrawing.",
      advice: "Ask a person if you need help.",
    },
  ),
  nothing_asked: problem(
    {
      title: "没有选要补的材料",
      detail: "没有保存：没有说明请对方补充什么（售后单 {shortNo}）。",
      advice: "请至少选择照片、视频或文件中的一种。",
    },
    {
      title: "Nothing was asked for",
      detail: "Nothing was saved: nothing is named that case {shortNo} still needs.",
      advice: "Choose at least one of photo, video and document.",
    },
  ),
  evidence_of_oneself: problem(
    { title: "不能向自己要凭证", detail: "没有保存：售后单 {shortNo} 正由{of}审核。", advice: "请选择另一方，或直接上传。" },
    {
      title: "That is the one who reviews",
      detail: "Nothing was saved: case {shortNo} is being reviewed by {of}.",
      advice: "Ask the other side, or upload it yourself.",
    },
  ),
  evidence_asked_before: problem(
    {
      title: "已经请对方补充过一次",
      detail: "没有保存：售后单 {shortNo} 已经请{of}补充过凭证。",
      advice: "凭证只要一次，请按现有材料处理。",
    },
    {
      title: "Asked once already",
      detail: "Nothing was saved: {of} has been asked for evidence in case {shortNo} before.",
      advice: "Evidence is asked for once; decide on what is there.",
    },
  ),
  evidence_missing: problem(
    { title: "没有凭证", detail: "没有保存：没有收到任何凭证（售后单 {shortNo}）。", advice: "请至少上传一份。" },
    { title: "No evidence", detail: "Nothing was saved: no evidence came with it (case {shortNo}).", advice: "Send at least one item." },
  ),
  tracking_no_missing: problem(
    { title: "缺少物流单号", detail: "没有保存：物流单号是空的（售后单 {shortNo}）。", advice: "请填写快递单号。" },
    {
      title: "The tracking number is missing",
      detail: "Nothing was saved: the tracking number is empty (case {shortNo}).",
      advice: "Give the parcel's number.",
    },
  ),
  return_freight_not_owed: problem(
    {
      title: "退货运费不由对方承担",
      detail: "没有保存：售后单 {shortNo} 的退货运费没有约定由商家或平台承担。",
      advice: "请只填写快递单号；觉得运费不该由您出，可以联系人工。",
    },
    {
      title: "Nobody owes you this freight",
      detail: "Nothing was saved: in case {shortNo} the way back is not for the seller or the platform to pay.",
      advice: "Give the parcel's number alone, or ask a person if you think the freight is not yours to pay.",
    },
  ),
  return_freight_not_positive: problem(
    { title: "运费金额不对", detail: "没有保存：运费必须大于零（售后单 {shortNo}）。", advice: "请填写您实际付的运费，没有付就不用填。" },
    {
      title: "The freight must be more than nothing",
      detail: "Nothing was saved: the freight named for case {shortNo} is not above zero.",
      advice: "Name what you really paid, or leave it out.",
    },
  ),
  receipt_missing: problem(
    {
      title: "请上传运费凭证",
      detail: "没有保存：运费 {amountMinor} 分超过 {receiptAboveMinor} 分，需要凭证（售后单 {shortNo}）。",
      advice: "请拍一张快递面单或付款截图。",
    },
    {
      title: "A receipt is needed",
      detail: "Nothing was saved: freight of {amountMinor} minor units is above {receiptAboveMinor} and needs a receipt (case {shortNo}).",
      advice: "Photograph the waybill or the payment.",
    },
  ),
  line_not_in_case: problem(
    { title: "售后单里没有这件商品", detail: "没有保存：售后单 {shortNo} 没有第 {lineNo} 行。", advice: "请核对后重填。" },
    { title: "Not in this case", detail: "Nothing was saved: case {shortNo} has no line {lineNo}.", advice: "Check and try again." },
  ),
  more_than_sent: problem(
    {
      title: "件数超过申请的数量",
      detail: "没有保存：售后单 {shortNo} 第 {lineNo} 行申请 {claimed} 件，登记了 {quantity} 件。",
      advice: "这里只登记申请的件数；多出的商品到“无主包裹”里登记，填同一个单号和这张售后单。",
    },
    {
      title: "More than was claimed",
      detail: "Nothing was saved: line {lineNo} of case {shortNo} claims {claimed} pieces, {quantity} were recorded.",
      advice: "Record here what was claimed, and what is too many under stray parcels, by the same number and with this case.",
    },
  ),
  counts_do_not_add_up: problem(
    {
      title: "件数对不上",
      detail: "没有保存：售后单 {shortNo} 第 {lineNo} 行应有 {claimed} 件，合计 {counted} 件。",
      advice: "完好、损坏、缺少、不符四项之和应等于申请件数。",
    },
    {
      title: "The counts do not add up",
      detail: "Nothing was saved: line {lineNo} of case {shortNo} has {claimed} pieces, {counted} were counted.",
      advice: "Good, damaged, missing and wrong must sum to the pieces claimed.",
    },
  ),
  effect_not_open: problem(
    { title: "没有等待这个结果", detail: "售后单 {shortNo} 没有等待这个结果。", advice: "不需要再做什么。" },
    { title: "No longer awaited", detail: "Case {shortNo} does not wait for this answer.", advice: "Nothing is left to do." },
  ),
  not_due_yet: problem(
    { title: "还没有到期", detail: "售后单 {shortNo} 的这一步还没有到期。", advice: "不需要再做什么。" },
    { title: "Not due yet", detail: "The step of case {shortNo} is not due yet.", advice: "Nothing is left to do." },
  ),
  no_debt: problem(
    { title: "没有待退回的款项", detail: "没有保存：售后单 {shortNo} 没有需要退回的款项。", advice: "请刷新查看当前进度。" },
    { title: "Nothing is owed", detail: "Nothing was saved: nothing is owed in case {shortNo}.", advice: "Reload to see where it stands." },
  ),
  nothing_to_retry: problem(
    { title: "没有可重试的退款", detail: "没有保存：售后单 {shortNo} 没有失败待处理的退款。", advice: "请刷新查看当前进度。" },
    {
      title: "Nothing to retry",
      detail: "Nothing was saved: case {shortNo} has no failed refund waiting.",
      advice: "Reload to see where it stands.",
    },
  ),
} as const;
