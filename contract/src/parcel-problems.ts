import { problem } from "./problem-text.ts";

/** What recording a parcel that came unannounced, or matching it to a case, can be refused with. */
export const PARCEL_PROBLEMS = {
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
} as const;
