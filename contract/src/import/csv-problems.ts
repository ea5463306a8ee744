import type { ImportErrorCode } from "@amends/domain/order/import-error";
import { problem } from "../problem-text.ts";

/**
 * What can be wrong in a table that is imported. A cell's content is never repeated: a column named by mistake may hold a telephone number.
 * `{row}` is the number a spreadsheet shows beside the row, the header being row 1.
 */
export const CSV_PROBLEMS = {
  csv_bom_contradicts_encoding: problem(
    {
      title: "文件编码与映射不符",
      detail: "文件开头带有 UTF-8 标记（BOM），映射文件写的是 {encoding}。",
      advice: "请把映射文件的 file.encoding 改为 utf-8。",
    },
    {
      title: "The file contradicts its encoding",
      detail: "The file begins with the mark of UTF-8 (BOM); the mapping says {encoding}.",
      advice: "Set file.encoding of the mapping to utf-8.",
    },
  ),
  csv_not_in_encoding: problem(
    {
      title: "文字无法按编码读出",
      detail: "第 {row} 行“{column}”不是有效的 {encoding} 文字。",
      advice: "请核对 file.encoding：中文软件导出的多为 gb18030，Excel 的“CSV UTF-8”为 utf-8。",
    },
    {
      title: "Not text of this encoding",
      detail: "Row {row}, “{column}” is no text in {encoding}.",
      advice: "Check file.encoding: Chinese programs mostly write gb18030, Excel's “CSV UTF-8” is utf-8.",
    },
  ),
  csv_unreadable: problem(
    {
      title: "从这一行起无法读取",
      detail: "第 {row} 行起的引号没有配对，或一行超过 {maxBytes} 字节；之后的内容没有读取。",
      advice: "请补上缺少的引号（内容里的引号写两次），再导入一次。",
    },
    {
      title: "Unreadable from here",
      detail: "From row {row} a quotation mark has no partner, or a row is longer than {maxBytes} bytes; nothing after it was read.",
      advice: "Close the quotation (a mark inside a cell is written twice) and import again.",
    },
  ),
  csv_no_header: problem(
    { title: "没有表头", detail: "文件里没有任何一行。", advice: "请导出带表头的文件。" },
    { title: "No header", detail: "The file has no row at all.", advice: "Export it with a header row." },
  ),
  csv_duplicate_column: problem(
    { title: "表头重复", detail: "表头里有两个“{column}”，不知道该读哪一个。", advice: "请给其中一列改名或删除它，再导入。" },
    {
      title: "A column stands there twice",
      detail: "The header has two columns “{column}”, and nothing says which one is meant.",
      advice: "Rename or remove one of them and import again.",
    },
  ),
  csv_missing_column: problem(
    {
      title: "缺少一列",
      detail: "映射文件要读“{column}”，表头里没有这一列。",
      advice: "请核对列名和 file.delimiter，或在映射文件里改用 value 给出固定值。",
    },
    {
      title: "A column is missing",
      detail: "The mapping reads “{column}”, which the header does not have.",
      advice: "Check the name and file.delimiter, or give a fixed value in the mapping.",
    },
  ),
  csv_wrong_cell_count: problem(
    {
      title: "列数不对",
      detail: "第 {row} 行有 {cells} 格，表头有 {columns} 列。",
      advice: "请检查这一行是否多了或少了分隔符；含分隔符的内容要加引号。",
    },
    {
      title: "Not as many cells as columns",
      detail: "Row {row} has {cells} cells, the header {columns} columns.",
      advice: "Look for a delimiter too many or too few; a cell that holds one is put in quotation marks.",
    },
  ),
  csv_empty_cell: problem(
    {
      title: "必填的格是空的",
      detail: "第 {row} 行“{column}”是空的（{field}）。",
      advice: "请填上它，或在映射文件里给这一项写 default。",
    },
    {
      title: "A required cell is empty",
      detail: "Row {row}, “{column}” is empty ({field}).",
      advice: "Fill it in, or give the field a default in the mapping.",
    },
  ),
  csv_formula_cell: problem(
    {
      title: "这一格像公式",
      detail: "第 {row} 行“{column}”以公式开头，没有导入。",
      advice: '请改成普通文字；若只是 Excel 的 ="文字" 写法，请在映射文件里设 file.excelText 为 true。',
    },
    {
      title: "The cell looks like a formula",
      detail: "Row {row}, “{column}” begins like a formula and was not taken.",
      advice: 'Make it plain text; if it is merely Excel\'s ="text", set file.excelText of the mapping to true.',
    },
  ),
  csv_value_not_mapped: problem(
    {
      title: "这个值没有对应",
      detail: "第 {row} 行“{column}”的值不在映射文件 {field} 的 values 里。",
      advice: "请在 values 里补上它，或用 “*” 给出其余的值。",
    },
    {
      title: "The value is not mapped",
      detail: "Row {row}, “{column}”: values of {field} in the mapping does not have it.",
      advice: "Add it there, or give “*” for all the rest.",
    },
  ),
  csv_not_a_number: problem(
    { title: "不是整数", detail: "第 {row} 行“{column}”不是整数（{field}）。", advice: "请改成不带符号的整数。" },
    {
      title: "Not a whole number",
      detail: "Row {row}, “{column}” is no whole number ({field}).",
      advice: "Write it as digits without a sign.",
    },
  ),
  csv_negative_quantity: problem(
    {
      title: "数量是负数",
      detail: "第 {row} 行“{column}”是负数，整张订单没有导入。",
      advice: "退货和取消不写在订单里：请删去这一行，售后在续安里申请。",
    },
    {
      title: "A negative quantity",
      detail: "Row {row}, “{column}” is negative; the whole order was left out.",
      advice: "A return or a cancellation is no part of an order: remove the row, and file it as a case.",
    },
  ),
  csv_negative_amount: problem(
    {
      title: "金额是负数",
      detail: "第 {row} 行“{column}”是负数，整张订单没有导入。",
      advice: "订单里的金额都是买家付出的；退款不写在这里。",
    },
    {
      title: "A negative amount",
      detail: "Row {row}, “{column}” is negative; the whole order was left out.",
      advice: "Amounts of an order are what the buyer paid; refunds do not stand there.",
    },
  ),
  csv_not_a_quantity: problem(
    { title: "数量不对", detail: "第 {row} 行“{column}”不是 1 到 1000000 的整数。", advice: "请填写件数。" },
    {
      title: "Not a quantity",
      detail: "Row {row}, “{column}” is no whole number from 1 to 1000000.",
      advice: "Write the number of pieces.",
    },
  ),
  csv_not_an_amount: problem(
    {
      title: "不是金额",
      detail: "第 {row} 行“{column}”不是最多 {digits} 位小数的金额。",
      advice: "请核对映射文件的 amount：小数点、千位分隔符、货币符号和小数位数。",
    },
    {
      title: "Not an amount",
      detail: "Row {row}, “{column}” is no amount with at most {digits} decimals.",
      advice: "Check amount of the mapping: decimal mark, thousands mark, symbols and decimals.",
    },
  ),
  csv_not_a_time: problem(
    {
      title: "不是时间",
      detail: "第 {row} 行“{column}”不是 {formats} 这种写法的时间。",
      advice: "请核对映射文件的 time.formats；只写时间没有日期、或日期不存在都不行。",
    },
    {
      title: "Not a time",
      detail: "Row {row}, “{column}” is no time written as {formats}.",
      advice: "Check time.formats of the mapping; the day must exist.",
    },
  ),
  csv_rows_disagree: problem(
    {
      title: "同一订单的几行不一致",
      detail: "第 {row} 行“{column}”与同一订单第 {firstRow} 行不同（{field}）。",
      advice: "订单的内容在各行里要相同，或只写在第一行、其余留空。",
    },
    {
      title: "The rows of one order disagree",
      detail: "Row {row}, “{column}” differs from row {firstRow} of the same order ({field}).",
      advice: "Say what belongs to the order alike in all its rows, or in the first one only.",
    },
  ),
  csv_rows_apart: problem(
    {
      title: "同一订单的行没有排在一起",
      detail: "第 {row} 行属于订单 {orderNo}，它的其他行在前面已经读完；第 {row} 行起的部分没有导入。",
      advice: "请按订单号排序，把映射文件的 sourceVersion 加一，再导入整个文件。",
    },
    {
      title: "The rows of one order lie apart",
      detail: "Row {row} belongs to order {orderNo}, whose other rows ended further up; what begins at row {row} was left out.",
      advice: "Sort the file by order number, raise sourceVersion of the mapping by one and import the whole file again.",
    },
  ),
  csv_too_many_rows: problem(
    { title: "一张订单的行太多", detail: "第 {row} 行起的订单超过 {max} 行。", advice: "请把它拆成几张订单。" },
    {
      title: "Too many rows for one order",
      detail: "The order from row {row} on has more than {max} rows.",
      advice: "Split it into several orders.",
    },
  ),
  csv_cell_refused: problem(
    {
      title: "内容不合要求",
      detail: "第 {row} 行“{column}”不合要求：{field} 应为{expected}。",
      advice: "请改正这一格；各项的要求见 docs/reference/csv-mapping.md。",
    },
    {
      title: "The content is not acceptable",
      detail: "Row {row}, “{column}” is not acceptable: {field} should be {expected}.",
      advice: "Correct the cell; docs/reference/csv-mapping.md says what each field takes.",
    },
  ),
  not_a_sale: problem(
    {
      title: "不是一笔销售",
      detail: "第 {row} 行不是销售（{reason}），没有导入。",
      advice: "库存调整和坏账不属于订单，不需要处理。",
    },
    {
      title: "Not a sale",
      detail: "Row {row} is no sale ({reason}) and was set aside.",
      advice: "Stock corrections and bad debts are no orders; nothing is left to do.",
    },
  ),
  cancellation_of_no_article: problem(
    { title: "取消的不是商品", detail: "第 {row} 行取消的 {article} 是费用、邮资或折扣，没有对应到购买。", advice: "请在财务系统里核对。" },
    {
      title: "A cancellation of no article",
      detail: "Row {row} cancels {article}, a fee, postage or a discount; it was matched to no purchase.",
      advice: "Settle it in the books.",
    },
  ),
  cancellation_without_customer: problem(
    { title: "取消没有写明顾客", detail: "第 {row} 行取消 {article}，没有写明顾客，没有对应到购买。", advice: "请补上顾客编号。" },
    {
      title: "A cancellation without a customer",
      detail: "Row {row} cancels {article} and names no customer; it was matched to no purchase.",
      advice: "Add the customer.",
    },
  ),
  cancellation_without_purchase: problem(
    {
      title: "找不到对应的购买",
      detail: "第 {row} 行取消 {article} 共 {quantity} 件，这位顾客此前没有买过、或已全部取消。",
      advice: "请把更早的月份放进同一个文件夹再导入，或核对这一行。",
    },
    {
      title: "A cancellation without a purchase",
      detail: "Row {row} cancels {quantity} of {article}; this customer bought none before, or all are cancelled already.",
      advice: "Put earlier months into the same folder and import again, or check the row.",
    },
  ),
  cancellation_partly_matched: problem(
    {
      title: "只对应上一部分",
      detail: "第 {row} 行取消 {article} 共 {quantity} 件，此前只买了 {matched} 件；其余没有对应。",
      advice: "请把更早的月份放进同一个文件夹再导入，或核对这一行。",
    },
    {
      title: "A cancellation matched in part",
      detail: "Row {row} cancels {quantity} of {article}; only {matched} were bought before, the rest was not matched.",
      advice: "Put earlier months into the same folder and import again, or check the row.",
    },
  ),
} as const satisfies Partial<Record<ImportErrorCode, unknown>>;
