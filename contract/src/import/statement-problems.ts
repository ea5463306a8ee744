import { filled, problem } from "../problem-text.ts";

/**
 * What can be wrong in a gateway's statement. One fault leaves the whole statement out: half a statement would make movements look missing that are not.
 * A cell's content is never repeated; `{row}` is the number a spreadsheet shows beside the row.
 */
export const STATEMENT_PROBLEMS = {
  statement_not_text: problem(
    { title: "不是文本文件", detail: "文件不是可读的 CSV 文本。", advice: "请导入渠道给出的 CSV，或它的 .zip、.gz 压缩包。" },
    {
      title: "Not a text",
      detail: "The file is no readable CSV.",
      advice: "Import the CSV the gateway gives, or the .zip or .gz it comes in.",
    },
  ),
  statement_pack_broken: problem(
    { title: "压缩包已损坏", detail: "压缩包无法解开，或没有下载完整。", advice: "请从渠道重新下载账单。" },
    { title: "The archive is broken", detail: "It cannot be unpacked, or was cut short.", advice: "Download the statement anew." },
  ),
  statement_zip_encrypted: problem(
    { title: "压缩包有密码", detail: "压缩包是加密的，无法读取。", advice: "请用渠道给的密码解压，再导入其中的 CSV。" },
    {
      title: "The archive has a password",
      detail: "It is encrypted and cannot be read.",
      advice: "Unpack it with the password the gateway gave, then import the CSV in it.",
    },
  ),
  statement_zip_without: problem(
    { title: "压缩包里没有账单", detail: "压缩包里没有这种格式的明细文件。", advice: "请核对所选的格式，或解压后导入其中的明细文件。" },
    {
      title: "No statement in the archive",
      detail: "No file in it is a statement of this format.",
      advice: "Check the format you chose, or unpack it and import the file of details.",
    },
  ),
  statement_zip_several: problem(
    { title: "压缩包里有多份账单", detail: "压缩包里有几份这种格式的账单，不知道是哪一份。", advice: "请解压后逐日导入。" },
    {
      title: "Several statements in the archive",
      detail: "More than one file in it is a statement of this format.",
      advice: "Unpack it and import each under its own day.",
    },
  ),
  statement_too_large: problem(
    {
      title: "解开后太大",
      detail: "文件解开后超过 2 GiB，不是一天的账单。",
      advice: "请核对文件；账单确实这样大的，请按渠道的分账户分别导入。",
    },
    {
      title: "Too large when unpacked",
      detail: "The file unpacks to more than 2 GiB, which is no day's statement.",
      advice: "Check the file; if a day is really so large, import the gateway's accounts one by one.",
    },
  ),
  statement_other_account: problem(
    {
      title: "是另一个商户号的账单",
      detail: "第 {row} 行的商户号不是渠道 {gateway} 的。",
      advice: "请核对选择的渠道，或换成这个商户号的账单；渠道的商户号写在渠道设置里。",
    },
    {
      title: "Another account's statement",
      detail: "The merchant's number in row {row} is not that of the gateway {gateway}.",
      advice: "Check the gateway you chose, or take the statement of its own account; the number stands in the gateway's settings.",
    },
  ),
  statement_unreadable: problem(
    {
      title: "从这一行起无法读取",
      detail: "第 {row} 行起的引号没有配对，或一行过长。",
      advice: "请从渠道重新下载账单，不要用其他软件改存。",
    },
    {
      title: "Unreadable from here",
      detail: "From row {row} a quotation mark has no partner, or a row is too long.",
      advice: "Download the statement anew and do not save it with another program.",
    },
  ),
  statement_wrong_format: problem(
    {
      title: "账单格式不符",
      detail: "第 {row} 行的表头里没有“{column}”，这不是 {format} 的账单。",
      advice: "请核对所选的格式，或换一份账单文件。",
    },
    {
      title: "Another format",
      detail: "The header in row {row} has no “{column}”: this is no statement of {format}.",
      advice: "Check the format you chose, or take another file.",
    },
  ),
  statement_empty: problem(
    { title: "账单是空的", detail: "文件里没有表头。", advice: "没有交易的日子也请导入渠道给出的空账单，其中有表头。" },
    {
      title: "The statement is empty",
      detail: "The file has no header.",
      advice: "On a day without movements import the gateway's own empty statement, which has one.",
    },
  ),
  statement_cell_missing: problem(
    { title: "缺少内容", detail: "第 {row} 行“{column}”没有内容。", advice: "请从渠道重新下载账单。" },
    { title: "A cell is empty", detail: "Row {row}, “{column}” is empty.", advice: "Download the statement anew." },
  ),
  statement_bad_amount: problem(
    { title: "金额不对", detail: "第 {row} 行“{column}”不是金额，或有不足一分的零头。", advice: "请从渠道重新下载账单。" },
    {
      title: "No amount",
      detail: "Row {row}, “{column}” is no amount, or has a fraction of a minor unit.",
      advice: "Download the statement anew.",
    },
  ),
  statement_bad_time: problem(
    { title: "时间不对", detail: "第 {row} 行“{column}”不是时间。", advice: "请从渠道重新下载账单，或核对映射文件的时间格式。" },
    {
      title: "No time",
      detail: "Row {row}, “{column}” is no time.",
      advice: "Download the statement anew, or check the time formats of the mapping.",
    },
  ),
  statement_bad_value: problem(
    {
      title: "内容不认识",
      detail: "第 {row} 行“{column}”的内容不在已知的范围内。",
      advice: "请核对格式；自定义账单请在映射文件的 values 里补上。",
    },
    {
      title: "An unknown value",
      detail: "Row {row}, “{column}” holds nothing that is known here.",
      advice: "Check the format; for a table of your own add it to values in the mapping.",
    },
  ),
  statement_other_day: problem(
    {
      title: "是另一天的账单",
      detail: "第 {row} 行的时间不在 {day} 这一天（按渠道的时区）。",
      advice: "请按账单的日期导入，或换成 {day} 的账单。",
    },
    {
      title: "Another day's statement",
      detail: "The time in row {row} is not on {day} by the gateway's zone.",
      advice: "Import it under its own day, or take the statement of {day}.",
    },
  ),
  statement_foreign_currency: problem(
    { title: "币种不符", detail: "第 {row} 行的币种不是 {currency}，这条业务线只用 {currency} 记账。", advice: "请导入对应业务线的账单。" },
    {
      title: "Another currency",
      detail: "Row {row} is not in {currency}, and the books of this operation are.",
      advice: "Import it into the operation that keeps that currency.",
    },
  ),
  statement_count_differs: problem(
    { title: "汇总笔数不符", detail: "第 {row} 行汇总为 {said} 笔，明细有 {found} 笔。", advice: "账单不完整或被改过，请从渠道重新下载。" },
    {
      title: "The count differs",
      detail: "The totals in row {row} say {said} lines; there are {found}.",
      advice: "The statement is cut short or was changed: download it anew.",
    },
  ),
  statement_sum_differs: problem(
    { title: "汇总金额不符", detail: "第 {row} 行的汇总“{column}”与明细相加不等。", advice: "账单不完整或被改过，请从渠道重新下载。" },
    {
      title: "A sum differs",
      detail: "The total “{column}” in row {row} is not what the lines add up to.",
      advice: "The statement is cut short or was changed: download it anew.",
    },
  ),
  statement_no_totals: problem(
    { title: "缺少汇总行", detail: "文件到第 {row} 行结束，没有渠道账单末尾的汇总。", advice: "账单不完整，请从渠道重新下载。" },
    {
      title: "No totals",
      detail: "The file ends with row {row} and without the totals this gateway puts at the end.",
      advice: "The statement is cut short: download it anew.",
    },
  ),
} as const;

export type StatementProblemCode = keyof typeof STATEMENT_PROBLEMS;
export type StatementFault = { readonly row: number; readonly code: StatementProblemCode; readonly message: string };

/** In both languages at once: who reads the report is whoever imports, often in a log. */
export const statementFault = (
  code: StatementProblemCode,
  row: number,
  params: Readonly<Record<string, string | number>> = {},
): StatementFault => {
  const { zh, en } = STATEMENT_PROBLEMS[code];
  const said = (text: string): string => filled(text, { row, ...params });
  return { row, code, message: `${said(`${zh.detail}${zh.advice}`)} / ${said(`${en.detail} ${en.advice}`)}` };
};
