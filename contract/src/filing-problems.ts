import { problem } from "./problem-text.ts";

/** What a filing can be refused with. Codes, order and parameters are the domain's (`intake/admit`); the sentences are for whoever reads them. */
export const FILING_PROBLEMS = {
  order_not_yours: problem(
    { title: "这不是您的订单", detail: "订单 {orderId} 属于另一位买家。", advice: "请用下单的账号申请。" },
    { title: "Not your order", detail: "Order {orderId} belongs to another buyer.", advice: "File with the account that bought it." },
  ),
  no_lines: problem(
    { title: "没有选择商品", detail: "没有保存：申请里没有商品（订单 {orderId}）。", advice: "请至少选择一件商品。" },
    {
      title: "No item chosen",
      detail: "Nothing was saved: the request names no line of order {orderId}.",
      advice: "Choose at least one item.",
    },
  ),
  line_unknown: problem(
    { title: "订单里没有这件商品", detail: "没有保存：订单 {orderId} 没有第 {lineNo} 行。", advice: "请刷新订单后重新选择。" },
    {
      title: "No such line",
      detail: "Nothing was saved: order {orderId} has no line {lineNo}.",
      advice: "Reload the order and choose again.",
    },
  ),
  line_named_twice: problem(
    { title: "同一件商品选了两次", detail: "没有保存：订单 {orderId} 第 {lineNo} 行出现了两次。", advice: "请合并成一行并填写总件数。" },
    {
      title: "Line named twice",
      detail: "Nothing was saved: line {lineNo} of order {orderId} is named twice.",
      advice: "Name it once, with all its pieces.",
    },
  ),
  quantity_not_positive: problem(
    { title: "件数不对", detail: "没有保存：第 {lineNo} 行的件数是 {quantity}。", advice: "件数应是 1 或更大的整数。" },
    {
      title: "The quantity is not positive",
      detail: "Nothing was saved: line {lineNo} asks for {quantity} pieces.",
      advice: "Give a whole number of 1 or more.",
    },
  ),
  several_sellers: problem(
    { title: "商品来自不同商家", detail: "没有保存：第 {lineNo} 行不是由 {sellerId} 销售的。", advice: "协商金额请按商家分别申请。" },
    {
      title: "Several sellers",
      detail: "Nothing was saved: line {lineNo} is not sold by {sellerId}.",
      advice: "File an agreed sum for each seller apart.",
    },
  ),
  more_than_left: problem(
    {
      title: "件数超过可申请的数量",
      detail: "没有保存：第 {lineNo} 行申请 {askedQuantity} 件，还可申请 {leftQuantity} 件。",
      advice: "其余件数可能已在另一张售后单里，请查看后修改件数。",
    },
    {
      title: "More pieces than are left",
      detail: "Nothing was saved: line {lineNo} asks for {askedQuantity} pieces, {leftQuantity} are left.",
      advice: "The others may be in another case; look there, or ask for fewer.",
    },
  ),
  host_type_unknown: problem(
    {
      title: "不认识平台的售后类型",
      detail: "没有保存：规则里没有与平台类型 {type} 对应的服务（订单 {orderId}）。{platform} 已有对应的类型：{known}。",
      advice: "请使用列出的类型，改用我们的服务类型，或在规则包里补上这一行。",
    },
    {
      title: "Unknown type of the platform",
      detail:
        "Nothing was saved: no service of ours answers to the platform's type {type} (order {orderId}). Known of {platform}: {known}.",
      advice: "Use one of those, one of our service types, or add a row to your pack.",
    },
  ),
  host_reason_unknown: problem(
    {
      title: "不认识平台的售后原因",
      detail: "没有保存：规则里没有与平台原因 {reason} 对应的原因（订单 {orderId}）。{platform} 已有对应的原因：{known}。",
      advice: "请使用列出的原因，改用我们的原因，或在规则包里补上这一行。",
    },
    {
      title: "Unknown reason of the platform",
      detail: "Nothing was saved: no reason of ours answers to the platform's {reason} (order {orderId}). Known of {platform}: {known}.",
      advice: "Use one of those, one of our reasons, or add a row to your pack.",
    },
  ),
  reason_unknown: problem(
    { title: "没有这个原因", detail: "没有保存：规则里没有原因 {reason}。", advice: "请从可选原因中选择。" },
    {
      title: "Unknown reason",
      detail: "Nothing was saved: the rules have no reason {reason}.",
      advice: "Choose one of the listed reasons.",
    },
  ),
  kind_missing: problem(
    {
      title: "请说明是哪种仅退款",
      detail: "没有保存：订单 {orderId} 的仅退款没有说明种类。",
      advice: "请注明未发货、未收到、已协商一致或不宜退回。",
    },
    {
      title: "Say which kind of refund",
      detail: "Nothing was saved: the refund on {orderId} names no kind.",
      advice: "Say pre_ship, not_received, agreed or unreturnable.",
    },
  ),
  kind_not_for_type: problem(
    { title: "这种服务没有仅退款种类", detail: "没有保存：“{serviceType}”不带仅退款种类。", advice: "请去掉 refundOnlyKind。" },
    {
      title: "This service has no refund kind",
      detail: "Nothing was saved: {serviceType} takes no refund kind.",
      advice: "Leave refundOnlyKind out.",
    },
  ),
  reason_not_for_type: problem(
    {
      title: "这个原因不能申请这种服务",
      detail: "没有保存：原因 {reason} 不适用于“{serviceType}”。",
      advice: "请换一个原因，或换一种服务。",
    },
    {
      title: "The reason does not fit the service",
      detail: "Nothing was saved: reason {reason} is not for {serviceType}.",
      advice: "Choose another reason or another service.",
    },
  ),
  nothing_new: problem(
    {
      title: "和被拒绝的申请一样",
      detail: "没有保存：这和已被拒绝的售后单 {shortNo} 相同，没有新的材料。",
      advice: "请补充新的凭证，或选择对结果有异议，由人工复核。",
    },
    {
      title: "The same as what was refused",
      detail: "Nothing was saved: this repeats case {shortNo}, which was refused, and shows nothing new.",
      advice: "Add new proof, or contest the refusal: then a person looks at it.",
    },
  ),
  too_many_requests_for_line: problem(
    { title: "申请次数已达上限", detail: "没有保存：第 {lineNo} 行这一类申请最多 {most} 次。", advice: "请联系客服，由专人为您处理。" },
    {
      title: "Asked too often",
      detail: "Nothing was saved: line {lineNo} has been asked for this {most} times.",
      advice: "Talk to customer care: a person can file it for you.",
    },
  ),
  damage_share_out_of_range: problem(
    { title: "损坏比例不对", detail: "没有保存：第 {lineNo} 行的损坏比例应在 0 到 10000 之间。", advice: "请按万分比填写损坏比例。" },
    {
      title: "Damage share out of range",
      detail: "Nothing was saved: the damage share of line {lineNo} must lie between 0 and 10000.",
      advice: "Give it in basis points.",
    },
  ),
  evidence_named_twice: problem(
    { title: "同一份凭证提交了两次", detail: "没有保存：凭证 {fileId} 出现了两次。", advice: "请去掉重复的一份。" },
    { title: "Evidence named twice", detail: "Nothing was saved: file {fileId} is named twice.", advice: "Name it once." },
  ),
  replacement_not_for_type: problem(
    { title: "这种服务不换货", detail: "没有保存：“{serviceType}”不需要选择换成什么。", advice: "请去掉替换商品，或改为换货。" },
    {
      title: "This service replaces nothing",
      detail: "Nothing was saved: {serviceType} takes no replacement.",
      advice: "Leave the replacement out, or ask for an exchange.",
    },
  ),
  replacement_unknown: problem(
    { title: "没有这个替换商品", detail: "没有保存：商品目录里没有 {skuId}。", advice: "请重新选择要换的款式。" },
    { title: "Unknown replacement", detail: "Nothing was saved: the catalogue has no {skuId}.", advice: "Choose the replacement again." },
  ),
  amendment_missing: problem(
    { title: "请说明要改什么", detail: "没有保存：对订单 {orderId} 的修改没有内容。", advice: "请填写新地址、新商品或新的付款方式。" },
    {
      title: "Say what to change",
      detail: "Nothing was saved: the change of order {orderId} is empty.",
      advice: "Give a new address, new items or another way to pay.",
    },
  ),
  amendment_not_for_type: problem(
    { title: "这种服务不修改订单", detail: "没有保存：“{serviceType}”不带订单修改。", advice: "请去掉 amendment，或改用 amend_order。" },
    {
      title: "This service changes no order",
      detail: "Nothing was saved: {serviceType} takes no amendment.",
      advice: "Leave amendment out, or use amend_order.",
    },
  ),
  payment_method_unknown: problem(
    { title: "没有这个付款方式", detail: "没有保存：买家没有付款方式 {methodRef}。", advice: "请选择买家自己的付款方式。" },
    {
      title: "Unknown payment method",
      detail: "Nothing was saved: the buyer has no method {methodRef}.",
      advice: "Choose one of the buyer's own.",
    },
  ),
  refund_target_unknown: problem(
    { title: "没有这个退款去向", detail: "没有保存：{methodRef} 不是这位买家的付款方式。", advice: "请按原路退回，或选择买家自己的方式。" },
    {
      title: "Unknown refund target",
      detail: "Nothing was saved: {methodRef} is not a method of this buyer.",
      advice: "Use the original route, or one of the buyer's own.",
    },
  ),
  refund_consent_missing: problem(
    {
      title: "退到别处需要买家同意",
      detail: "没有保存：退到 {methodRef} 没有买家本人的同意（七日无理由退货暂行办法第十四条）。",
      advice: "请取得同意，或按原路退回。",
    },
    {
      title: "The buyer has not agreed",
      detail: "Nothing was saved: paying to {methodRef} needs the buyer's consent (7D a14).",
      advice: "Get it, or use the original route.",
    },
  ),
  agreed_amount_missing: problem(
    { title: "缺少协商金额", detail: "没有保存：协商退款没有金额（订单 {orderId}）。", advice: "请填写双方商定的金额。" },
    {
      title: "The agreed sum is missing",
      detail: "Nothing was saved: the agreed refund on {orderId} names no sum.",
      advice: "Give the sum both agreed on.",
    },
  ),
  agreed_amount_not_positive: problem(
    { title: "协商金额不对", detail: "没有保存：协商金额应大于零（订单 {orderId}）。", advice: "请填写大于零的金额。" },
    {
      title: "The agreed sum is not positive",
      detail: "Nothing was saved: the agreed sum on {orderId} must be above zero.",
      advice: "Give a sum above zero.",
    },
  ),
  agreed_amount_above_paid: problem(
    {
      title: "协商金额超过实付",
      detail: "没有保存：协商金额超过了这些商品的实付金额（订单 {orderId}）。",
      advice: "请填写不超过实付的金额。",
    },
    {
      title: "More than was paid",
      detail: "Nothing was saved: the agreed sum exceeds what was paid for these items of {orderId}.",
      advice: "Give no more than was paid.",
    },
  ),
  wrong_currency: problem(
    { title: "币种不对", detail: "没有保存：订单 {orderId} 不是以该币种支付的。", advice: "请使用订单的币种。" },
    {
      title: "Wrong currency",
      detail: "Nothing was saved: order {orderId} was not paid in that currency.",
      advice: "Use the order's currency.",
    },
  ),
  not_eligible: problem(
    {
      title: "按规则暂不支持",
      detail: "订单 {orderId}：{why}（规则 {rowId}，依据 {source}）。",
      advice: "如果您认为判断有误，可以申请人工复核（contestsRefusal）。",
    },
    {
      title: "Not open by the rules",
      detail: "Order {orderId}: {why} (rule {rowId}, {source}).",
      advice: "If you think this is wrong, ask for a person (contestsRefusal).",
    },
  ),
} as const;
