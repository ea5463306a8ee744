import type { ImportErrorCode } from "@amends/domain/order/import-error";
import { problem } from "../problem-text.ts";

/** What can be wrong with a line of the native format, and with a record from wherever it was read. */
export const RECORD_PROBLEMS = {
  line_too_long: problem(
    { title: "这一行太长", detail: "这一行超过 {maxBytes} 字节，没有读取。", advice: "一行只写一条记录；一张订单过长时请拆成几张。" },
    {
      title: "The line is too long",
      detail: "The line is longer than {maxBytes} bytes and was not read.",
      advice: "Write one record a line; split an order that is longer.",
    },
  ),
  not_utf8: problem(
    { title: "不是 UTF-8", detail: "这一行不是 UTF-8 编码。", advice: "请把文件另存为 UTF-8，再导入。" },
    { title: "Not UTF-8", detail: "The line is not UTF-8.", advice: "Save the file in that encoding and import again." },
  ),
  not_json: problem(
    { title: "不是 JSON 对象", detail: "这一行不是一个完整的 JSON 对象。", advice: "请每行写一个 JSON 对象，对象中间不要换行。" },
    {
      title: "Not a JSON object",
      detail: "The line is not one whole JSON object.",
      advice: "Write one JSON object a line, without line breaks inside.",
    },
  ),
  duplicate_field: problem(
    { title: "字段重复", detail: "同一个对象有两个“{name}”，不知道该读哪一个。", advice: "请只留一个。" },
    {
      title: "A field stands there twice",
      detail: "One object has two fields “{name}”, and nothing says which one is meant.",
      advice: "Leave one of them.",
    },
  ),
  unknown_kind: problem(
    { title: "不认识这种记录", detail: "kind 应为以下之一：{kinds}。", advice: "请改正 kind。" },
    { title: "Unknown kind", detail: "kind should be one of {kinds}.", advice: "Correct it." },
  ),
  malformed: problem(
    {
      title: "记录有不合要求的字段",
      detail: "有 {problemCount} 处不合要求，第一处：{first}",
      advice: "请改正后重新发送；各字段的要求见 docs/reference/native-format.md。",
    },
    {
      title: "Some fields are not acceptable",
      detail: "{problemCount} of them; the first: {first}",
      advice: "Correct them and send it again; docs/reference/native-format.md says what each field takes.",
    },
  ),
  personal_data_in_id: problem(
    {
      title: "编号像是个人信息",
      detail: "{field} 像是手机号或邮箱。",
      advice: "请改用您自己的编号：编号会一直保留，个人信息应当可以删除。",
    },
    {
      title: "An id looks like personal data",
      detail: "{field} looks like a phone number or an e-mail address.",
      advice: "Send an id of your own: ids are kept for good, personal data must stay erasable.",
    },
  ),
  line_numbers_not_consecutive: problem(
    { title: "行号不连续", detail: "订单 {orderNo} 的 lines 没有从 1 到 {lineCount} 依次编号。", advice: "请按顺序给 lineNo 编号。" },
    {
      title: "Lines are not numbered in order",
      detail: "The lines of order {orderNo} are not numbered 1 to {lineCount} in order.",
      advice: "Number lineNo in the order of the list.",
    },
  ),
  number_twice: problem(
    { title: "编号重复", detail: "{field} 里有两项用了同一个编号。", advice: "请给每一项不同的编号。" },
    { title: "A number stands there twice", detail: "Two items of {field} have the same number.", advice: "Give each its own." },
  ),
  unknown_line: problem(
    { title: "没有这一行", detail: "订单 {orderNo} 没有第 {lineNo} 行。", advice: "请核对优惠、赠品和包裹所写的 lineNo。" },
    {
      title: "There is no such line",
      detail: "Order {orderNo} has no line {lineNo}.",
      advice: "Check lineNo of its discounts, gifts and shipments.",
    },
  ),
  several_defaults: problem(
    { title: "默认地址不止一个", detail: "{kind} {id} 有几个默认的退货地址。", advice: "请只标一个 isDefault。" },
    { title: "Several defaults", detail: "The {kind} {id} has several default return addresses.", advice: "Mark one with isDefault." },
  ),
  amount_too_large: problem(
    { title: "金额太大", detail: "订单 {orderNo} 的合计超过 {maxMinor}（最小货币单位）。", advice: "请核对金额的单位：CNY 按分填写。" },
    {
      title: "The amount is too large",
      detail: "The total of order {orderNo} is beyond {maxMinor} minor units.",
      advice: "Check the unit of its amounts: CNY is counted in 分.",
    },
  ),
  amounts_do_not_balance: problem(
    {
      title: "金额对不上",
      detail: "订单 {orderNo} 的各行与运费合计 {owedMinor}，付款合计 {tenderedMinor}（最小货币单位）。",
      advice: "请改正 lines 的 paidMinor、freight 或 tenders，使两边相等。",
    },
    {
      title: "The amounts do not balance",
      detail: "Lines and freight of order {orderNo} come to {owedMinor} minor units, its tenders to {tenderedMinor}.",
      advice: "Correct paidMinor of the lines, freight or tenders until both are equal.",
    },
  ),
  discount_shares_do_not_sum: problem(
    {
      title: "优惠分摊对不上",
      detail: "订单 {orderNo} 的优惠 {discountNo} 是 {amountMinor}，分摊合计 {sharedMinor}（最小货币单位）。",
      advice: "请改正 amountMinor 或 shares，使两边相等。",
    },
    {
      title: "Shares do not sum to the discount",
      detail: "Discount {discountNo} of order {orderNo} is {amountMinor} minor units, its shares come to {sharedMinor}.",
      advice: "Correct amountMinor or shares until both are equal.",
    },
  ),
  discount_condition_unsound: problem(
    {
      title: "优惠的条件不成立",
      detail: "订单 {orderNo} 的优惠 {discountNo} 不成立：{reason}。",
      advice: "请核对它的 thresholdMinor、lowerSteps 和 bundleSets。",
    },
    {
      title: "A discount's condition is unsound",
      detail: "Discount {discountNo} of order {orderNo} cannot be: {reason}.",
      advice: "Check its thresholdMinor, lowerSteps and bundleSets.",
    },
  ),
  shipped_more_than_ordered: problem(
    {
      title: "发货比下单多",
      detail: "订单 {orderNo} 第 {lineNo} 行下单 {ordered} 件，已发 {shipped} 件、取消 {cancelled} 件。",
      advice: "请核对 quantity、cancelledQuantity 和 shipments。",
    },
    {
      title: "More was shipped than ordered",
      detail: "Of line {lineNo} of order {orderNo} {ordered} were ordered, {shipped} shipped and {cancelled} cancelled.",
      advice: "Check quantity, cancelledQuantity and shipments.",
    },
  ),
  cancelled_after_shipping: problem(
    {
      title: "已发货的订单不能是取消",
      detail: "订单 {orderNo} 已取消，却有包裹。",
      advice: "发货之后不再取消订单：请去掉 cancelledAt，售后在续安里申请。",
    },
    {
      title: "A shipped order is not cancelled",
      detail: "Order {orderNo} is cancelled and has shipments.",
      advice: "A shipped order is no longer cancelled: leave cancelledAt out, and file a case.",
    },
  ),
  shipped_unpaid: problem(
    {
      title: "未付款却已发货",
      detail: "订单 {orderNo} 有包裹，没有 paidAt。",
      advice: "请补上付款时间，或写明货到付款（cash_on_delivery）。",
    },
    {
      title: "Shipped and not paid",
      detail: "Order {orderNo} has shipments and no paidAt.",
      advice: "Add when it was paid, or say that it is paid on delivery (cash_on_delivery).",
    },
  ),
  times_out_of_order: problem(
    { title: "时间先后不对", detail: "订单 {orderNo} 的 {later} 早于 {earlier}。", advice: "请核对这两个时间和它们的时区。" },
    {
      title: "Times are out of order",
      detail: "{later} of order {orderNo} lies before {earlier}.",
      advice: "Check both and their offsets.",
    },
  ),
  owned_by_other_source: problem(
    {
      title: "由别的来源维护",
      detail: "{kind} {id} 来自来源 {knownSource}，{source} 不能改它。",
      advice: "请由原来的来源发送，或换一个编号。",
    },
    {
      title: "Another source owns it",
      detail: "The {kind} {id} came from source {knownSource}; {source} may not change it.",
      advice: "Send it from that source, or under another id.",
    },
  ),
  currency_changed: problem(
    {
      title: "货币变了",
      detail: "{kind} {id} 原来是 {knownCurrency}，现在是 {currency}。",
      advice: "订单的货币不能改；请按原来的货币发送。",
    },
    {
      title: "The currency has changed",
      detail: "The {kind} {id} was in {knownCurrency} and is now in {currency}.",
      advice: "An order keeps its currency: send it in that one.",
    },
  ),
  currency_not_of_operation: problem(
    {
      title: "不是业务线的货币",
      detail: "{kind} {id} 用的是 {currency}，业务线用 {operationCurrency}。",
      advice: "请发送到使用该货币的业务线，或改正货币。",
    },
    {
      title: "Not the operation's currency",
      detail: "The {kind} {id} is in {currency}, the operation in {operationCurrency}.",
      advice: "Send it to an operation of that currency, or correct it.",
    },
  ),
  unknown_customer: problem(
    { title: "没有这个顾客", detail: "{kind} {id} 的顾客 {customer} 还没有发送过。", advice: "请先发送顾客，再发送它。" },
    {
      title: "Unknown customer",
      detail: "The {kind} {id} names customer {customer}, who was not sent yet.",
      advice: "Send the customer, then this again.",
    },
  ),
  unknown_seller: problem(
    { title: "没有这个商家", detail: "{kind} {id} 的商家 {seller} 还没有发送过。", advice: "请先发送商家，再发送它。" },
    {
      title: "Unknown seller",
      detail: "The {kind} {id} names seller {seller}, who was not sent yet.",
      advice: "Send the seller, then this again.",
    },
  ),
  unknown_sku: problem(
    { title: "没有这个商品", detail: "{kind} {id} 的商品 {sku} 还没有发送过。", advice: "请先发送商品（sku），再发送它。" },
    {
      title: "Unknown article",
      detail: "The {kind} {id} names sku {sku}, which was not sent yet.",
      advice: "Send the sku, then this again.",
    },
  ),
  buyer_changed: problem(
    { title: "买家变了", detail: "{kind} {id} 属于另一位顾客，不是 {customer}。", advice: "订单的买家不能改；请按原来的顾客发送。" },
    {
      title: "The buyer has changed",
      detail: "The {kind} {id} belongs to another customer than {customer}.",
      advice: "An order keeps its buyer: send it with that one.",
    },
  ),
  same_version_other_content: problem(
    {
      title: "版本相同而内容不同",
      detail: "{kind} {id} 的版本 {sourceVersion} 已经发送过，内容不同。",
      advice: "内容改变时请把 sourceVersion 加大。",
    },
    {
      title: "The same version with other content",
      detail: "The {kind} {id} was sent before as version {sourceVersion} with other content.",
      advice: "Raise sourceVersion when content changes.",
    },
  ),
} as const satisfies Partial<Record<ImportErrorCode, unknown>>;
