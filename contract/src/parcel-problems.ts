import { problem } from "./problem-text.ts";

/** What recording a parcel that came unannounced, or matching it to a case, can be refused with. */
export const PARCEL_PROBLEMS = {
  parcel_seen: problem(
    {
      title: "包裹已经有物流记录",
      detail: "没有更改：售后单 {shortNo} 的包裹 {trackingNo} 已有物流或仓库记录。",
      advice: "单号不能再改；确实不是您寄的包裹，请联系人工核对。",
    },
    {
      title: "The parcel has been seen",
      detail: "Nothing was changed: parcel {trackingNo} of case {shortNo} has been scanned or taken in.",
      advice: "Its number stands; if the parcel is not yours, ask a person to look into it.",
    },
  ),
  courier_expected: problem(
    {
      title: "快递员还会来",
      detail: "没有更改：售后单 {shortNo} 的取件 {trackingNo} 已经约好，还没到时间。",
      advice: "请等约好的时间过后再重新预约；不想等，可以自己寄出并填写单号。",
    },
    {
      title: "The courier is still to come",
      detail: "Nothing was changed: pickup {trackingNo} of case {shortNo} is booked and its time is not over.",
      advice: "Book again once that time is over; or send the goods yourself and enter their number.",
    },
  ),
  goods_awaited: problem(
    {
      title: "售后单正在等这件商品",
      detail: "没有登记：售后单 {shortNo} 还在等退货（{step}）。",
      advice: "请把包裹认领到这张售后单，再登记收货和验货。",
    },
    {
      title: "The case waits for these goods",
      detail: "Nothing was recorded: case {shortNo} still waits for its return ({step}).",
      advice: "Match the parcel to the case, then receive and inspect it there.",
    },
  ),
  goods_not_paid_back: problem(
    {
      title: "这些商品没有退过款",
      detail: "没有登记：售后单 {shortNo} 第 {lineNo} 行登记了 {quantity} 件，退过全款而没有收到的有 {left} 件。",
      advice: "没有退款的商品是买家的：请认领到买家另一张售后单，或寄回。",
    },
    {
      title: "These goods were not paid back",
      detail:
        "Nothing was recorded: of line {lineNo} of case {shortNo} {quantity} pieces were counted; {left} were paid back in full and had not come.",
      advice: "Goods that were not paid back are the buyer's: match them to another case of theirs, or send them back.",
    },
  ),
  return_address_not_needed: problem(
    {
      title: "现在不用寄回商品",
      detail: "售后单 {caseId} 现在没有要寄回或正在寄回的商品。",
      advice: "请刷新查看当前进度；需要寄回时，地址会显示在这里。",
    },
    {
      title: "Nothing is to be sent back now",
      detail: "No goods of {caseId} are to be sent back or on their way back.",
      advice: "Reload to see where it stands; the address is shown here when goods are to be sent.",
    },
  ),
  return_address_missing: problem(
    {
      title: "还没有退货地址",
      detail: "售后单 {caseId} 要寄回商品，但没有人提供收货地址。",
      advice: "请先不要寄出，并联系平台客服；商家把退货地址补到店铺资料后，这里会显示。",
    },
    {
      title: "Nobody has given a return address",
      detail: "Goods of {caseId} are to go back, and no address to send them to is known.",
      advice: "Do not send them yet, and tell the platform's staff; the address is shown here once the shop has given it.",
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
  parcel_has_case: problem(
    {
      title: "包裹属于一张售后单",
      detail: "没有登记：包裹 {trackingNo} 属于售后单 {caseId}。",
      advice: "请在这张售后单里登记收货；里面多出的商品，或售后单结束后才到的商品，登记时请填这张售后单。",
    },
    {
      title: "The parcel has a case",
      detail: "Nothing was recorded: parcel {trackingNo} belongs to {caseId}.",
      advice: "Receive it there; for what is too many in it, or comes after that case has ended, name this case when you record it.",
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
} as const;
