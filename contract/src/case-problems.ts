import { problem } from "./problem-text.ts";

/** What a filing or a command on a case can be refused with. Codes and parameters are the domain's; the sentences are for whoever reads them. */
export const CASE_PROBLEMS = {
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
    { title: "这种服务没有仅退款种类", detail: "没有保存：{serviceType} 不带仅退款种类。", advice: "请去掉 refundOnlyKind。" },
    {
      title: "This service has no refund kind",
      detail: "Nothing was saved: {serviceType} takes no refund kind.",
      advice: "Leave refundOnlyKind out.",
    },
  ),
  reason_not_for_type: problem(
    {
      title: "这个原因不能申请这种服务",
      detail: "没有保存：原因 {reason} 不适用于 {serviceType}。",
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
      detail: "没有保存：这和已被拒绝的售后单 {caseId} 相同，没有新的材料。",
      advice: "请补充新的凭证，或选择对结果有异议，由人工复核。",
    },
    {
      title: "The same as what was refused",
      detail: "Nothing was saved: this repeats case {caseId}, which was refused, and shows nothing new.",
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
    { title: "这种服务不换货", detail: "没有保存：{serviceType} 不需要选择换成什么。", advice: "请去掉替换商品，或改为换货。" },
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
    { title: "这种服务不修改订单", detail: "没有保存：{serviceType} 不带订单修改。", advice: "请去掉 amendment，或改用 amend_order。" },
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
  parcel_not_yours: problem(
    {
      title: "包裹属于其他商家",
      detail: "没有登记：包裹 {trackingNo} 已归其他商家处理。",
      advice: "请核对单号；确实寄到您处，请联系平台客服。",
    },
    {
      title: "The parcel is another seller's",
      detail: "Nothing was recorded: parcel {trackingNo} is with another seller.",
      advice: "Check the number; if the parcel is with you, tell the platform's staff.",
    },
  ),
  shop_rules_refused: problem(
    {
      title: "店铺规则不能这样设置",
      detail: "没有保存：{problemCount} 处不合要求，第一处在表 {table} 的行 {row}：{reason}。",
      advice: "店铺规则只能比业务线的规则对买家更宽松；请改正这一行后重试。",
    },
    {
      title: "These shop rules cannot be bound",
      detail: "Nothing was saved: {problemCount} places are not acceptable, the first in table {table}, row {row}: {reason}.",
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
  parcel_has_case: problem(
    {
      title: "包裹属于一张售后单",
      detail: "没有登记：包裹 {trackingNo} 属于售后单 {caseId}。",
      advice: "请在这张售后单里登记收货；里面多出的商品，登记时请填这张售后单。",
    },
    {
      title: "The parcel has a case",
      detail: "Nothing was recorded: parcel {trackingNo} belongs to {caseId}.",
      advice: "Receive it there; for what is too many in it, name this case when you record it.",
    },
  ),
  parcel_not_of_case: problem(
    {
      title: "售后单没有这个包裹",
      detail: "没有登记：包裹 {trackingNo} 不是售后单 {caseId} 的包裹。",
      advice: "请核对单号和售后单；不知道是谁的包裹，不要填售后单。",
    },
    {
      title: "Not the case's parcel",
      detail: "Nothing was recorded: parcel {trackingNo} is none of {caseId}.",
      advice: "Check the number and the case; name no case for a parcel whose owner nobody knows.",
    },
  ),
  surplus_of_case: problem(
    {
      title: "这张售后单已经不缺了",
      detail: "没有认领：包裹 {trackingNo} 里的商品是售后单 {caseId} 申请之外多出的。",
      advice: "请认领到另一张售后单，或寄回寄件人。",
    },
    {
      title: "Too many for this very case",
      detail: "Nothing was matched: the goods of parcel {trackingNo} are what {caseId} did not claim.",
      advice: "Match them to another case, or send them back.",
    },
  ),
  case_ended: problem(
    { title: "售后单已结束", detail: "没有保存：售后单 {shortNo} 已是“{end}”。", advice: "如有新情况，请重新申请。" },
    { title: "The case has ended", detail: "Nothing was saved: case {shortNo} is {end}.", advice: "File again if something new came up." },
  ),
  step_not_open: problem(
    { title: "现在不能这样做", detail: "没有保存：售后单 {shortNo} 目前没有等待 {step} 的步骤。", advice: "请刷新查看当前进度。" },
    {
      title: "Not its turn",
      detail: "Nothing was saved: case {shortNo} is not waiting for {step}.",
      advice: "Reload to see where it stands.",
    },
  ),
  not_the_owner: problem(
    { title: "这一步不归您处理", detail: "没有保存：{role} 不能在售后单 {shortNo} 上做这件事。", advice: "请由负责这一步的人处理。" },
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
  offer_not_positive: problem(
    { title: "方案金额不对", detail: "没有保存：方案金额应大于零（售后单 {shortNo}）。", advice: "请填写大于零的金额。" },
    {
      title: "The offer is not positive",
      detail: "Nothing was saved: an offer on case {shortNo} must be above zero.",
      advice: "Offer more than zero.",
    },
  ),
  nothing_granted: problem(
    { title: "还没有确定给买家什么", detail: "没有保存：售后单 {shortNo} 没有可以照准的金额。", advice: "请填写赔付的金额或权益。" },
    {
      title: "Nothing to approve yet",
      detail: "Nothing was saved: case {shortNo} names no sum that could be approved.",
      advice: "Say what the buyer gets.",
    },
  ),
  grant_not_in_plan: problem(
    { title: "这类售后单不能这样处理", detail: "没有保存：售后单 {shortNo} 的流程里没有赔付。", advice: "请同意、拒绝或提出协商方案。" },
    {
      title: "Not in this kind of case",
      detail: "Nothing was saved: the plan of case {shortNo} has no compensation.",
      advice: "Approve it, reject it or make an offer.",
    },
  ),
  grant_not_positive: problem(
    { title: "金额或数量不对", detail: "没有保存：给买家的每一项都必须大于零（售后单 {shortNo}）。", advice: "请检查金额和数量。" },
    {
      title: "Nothing or less is given",
      detail: "Nothing was saved: each thing given must be more than nothing (case {shortNo}).",
      advice: "Check the sums and numbers.",
    },
  ),
  grant_above_paid: problem(
    { title: "超过可退金额", detail: "没有保存：退款超过了还可退的实付金额（售后单 {shortNo}）。", advice: "超出的部分请用赔付。" },
    {
      title: "More than was paid",
      detail: "Nothing was saved: the refund exceeds what is left of the price paid (case {shortNo}).",
      advice: "Give what goes beyond it as compensation.",
    },
  ),
  grant_above_authority: problem(
    { title: "超过您的权限", detail: "没有保存：赔付超过了您可以决定的金额（售后单 {shortNo}）。", advice: "请交给主管决定。" },
    {
      title: "Above your authority",
      detail: "Nothing was saved: it is more than you may give by yourself (case {shortNo}).",
      advice: "Ask a supervisor to decide.",
    },
  ),
  quote_not_positive: problem(
    { title: "报价不对", detail: "没有保存：报价必须大于零（售后单 {shortNo}）。", advice: "保修范围内的维修不用报价。" },
    {
      title: "The price is not positive",
      detail: "Nothing was saved: a repair that is quoted costs more than nothing (case {shortNo}).",
      advice: "A repair under guarantee needs no quote.",
    },
  ),
  offer_above_paid: problem(
    {
      title: "方案金额超过可退金额",
      detail: "没有保存：方案金额超过了还可退的实付金额（售后单 {shortNo}）。",
      advice: "请填写不超过实付的金额。",
    },
    {
      title: "The offer exceeds what was paid",
      detail: "Nothing was saved: the offer exceeds what is left of the price paid (case {shortNo}).",
      advice: "Offer no more than that.",
    },
  ),
  offer_below_agreed: problem(
    {
      title: "低于已达成的方案",
      detail: "没有保存：售后单 {shortNo} 已按先前的方案付款，新方案不能更低。",
      advice: "请提出不低于已付金额的方案。",
    },
    {
      title: "Less than was agreed",
      detail: "Nothing was saved: case {shortNo} has paid what was agreed before, and a new offer cannot be lower.",
      advice: "Offer at least what was paid.",
    },
  ),
  too_many_offers: problem(
    { title: "协商次数已满", detail: "没有保存：售后单 {shortNo} 已提出过足够多的方案。", advice: "请同意或拒绝申请。" },
    {
      title: "Too many offers",
      detail: "Nothing was saved: case {shortNo} has had as many offers as it may.",
      advice: "Approve or reject it.",
    },
  ),
  nothing_to_answer: problem(
    { title: "没有待答复的方案", detail: "没有保存：售后单 {shortNo} 没有等待答复的方案。", advice: "请刷新查看当前进度。" },
    {
      title: "No offer to answer",
      detail: "Nothing was saved: case {shortNo} has no open offer.",
      advice: "Reload to see where it stands.",
    },
  ),
  nothing_to_counter: problem(
    { title: "没有可以还价的方案", detail: "没有保存：售后单 {shortNo} 现在的方案只能接受或谢绝。", advice: "请接受或谢绝。" },
    {
      title: "Nothing to counter",
      detail: "Nothing was saved: what case {shortNo} offers now can only be accepted or declined.",
      advice: "Accept or decline it.",
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
    { title: "不能向自己要凭证", detail: "没有保存：售后单 {shortNo} 正由 {of} 审核。", advice: "请选择另一方，或直接上传。" },
    {
      title: "That is the one who reviews",
      detail: "Nothing was saved: case {shortNo} is being reviewed by {of}.",
      advice: "Ask the other side, or upload it yourself.",
    },
  ),
  evidence_asked_before: problem(
    {
      title: "已经请对方补充过一次",
      detail: "没有保存：售后单 {shortNo} 已经请 {of} 补充过凭证。",
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
