import { problem } from "./problem-text.ts";

/** What a payment gateway's call-back can be refused with. Nothing is changed by any of them; an alarm says which gateway it was. */
export const GATEWAY_PROBLEMS = {
  gateway_notice_forged: problem(
    {
      title: "回调通知不可信",
      detail: "没有处理：{gateway} 的回调通知未通过验证（{reason}）。",
      advice: "请检查网关密钥与服务器时间；如果不是网关发来的，请查看告警。",
    },
    {
      title: "The call-back is not believed",
      detail: "Nothing was done: the call-back for {gateway} did not pass its check ({reason}).",
      advice: "Check the gateway's keys and this server's clock; if the gateway did not send it, see the alarm.",
    },
  ),
  gateway_notice_replayed: problem(
    {
      title: "回调通知被重放",
      detail: "没有处理：{gateway} 的这条回调通知带着已经用过的签名。",
      advice: "网关重发时会重新签名；请查看告警，确认是谁发来的。",
    },
    {
      title: "The call-back was replayed",
      detail: "Nothing was done: this call-back for {gateway} carries a signature that was used before.",
      advice: "A gateway that delivers again signs anew; see the alarm and find out who sent it.",
    },
  ),
  gateway_notice_unmatched: problem(
    {
      title: "回调通知与退款不符",
      detail: "没有处理：{gateway} 对 {key} 的回调通知与所请求的不符（{reason}）。",
      advice: "请在网关后台核对这笔款项，再处理告警。",
    },
    {
      title: "The call-back does not match",
      detail: "Nothing was done: the call-back of {gateway} about {key} does not match what was asked ({reason}).",
      advice: "Compare with the gateway's own records, then settle the alarm.",
    },
  ),
  nothing_to_agree: problem(
    {
      title: "现在没有要您确认的款项",
      detail: "没有发起支付：{caseId} 没有等您支付或确认的款项。",
      advice: "请刷新页面，看看它现在在等什么。",
    },
    {
      title: "Nothing waits for you to agree",
      detail: "No payment was begun: {caseId} waits for no money that you would pay or take yourself.",
      advice: "Read the case again and see what it waits for now.",
    },
  ),
  payment_not_possible: problem(
    {
      title: "这笔款项不能这样支付",
      detail: "没有发起支付：{caseId} 的这笔款项，支付渠道不接受（{reason}）。",
      advice: "请联系客服换一种方式，您的售后单不受影响。",
    },
    {
      title: "This cannot be paid that way",
      detail: "No payment was begun: the gateway does not take this sum of {caseId} ({reason}).",
      advice: "Ask customer service for another way; your case is not affected.",
    },
  ),
  payment_gateway_unreachable: problem(
    {
      title: "支付渠道暂时没有回应",
      detail: "没有发起支付：{caseId} 的支付渠道没有回应，没有扣款。",
      advice: "请 {retryAfterSeconds} 秒后再试。",
    },
    {
      title: "The payment gateway does not answer",
      detail: "No payment was begun: the gateway of {caseId} did not answer, and nothing was taken.",
      advice: "Try again in {retryAfterSeconds} seconds.",
    },
  ),
} as const;
