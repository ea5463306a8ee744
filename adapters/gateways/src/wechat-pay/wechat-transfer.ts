import type { PayCompensation } from "@amends/domain/case/effect";
import { bodyOf } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { BuyerDeed, ForOrder, Keyed, PaymentAnswer, Refused } from "@amends/flows/gateway-ports";
import { isoTime } from "../china-time.ts";
import { type JsonFields, minorOf, textOf } from "../json-fields.ts";
import { refused } from "../transaction.ts";
import { mistake, type WechatClient, type WechatSaid } from "./wechat-client.ts";

/** 商家转账. `reason` is what WeChat Pay is told of each transfer (转账场景报备, 赔付原因), at most 32 characters. */
export type WechatTransferring = { readonly appid: string; readonly reason: string; readonly noticeUrl: string | null };

/** 企业赔付: https://pay.weixin.qq.com/doc/v3/merchant/4013774589 */
const SCENE = "1011";

type Pay = Keyed<PayCompensation> & ForOrder;

const BILLS = "/v3/fund-app/mch-transfer/transfer-bills";

/**
 * Transfers to the person who paid. They have to take it in WeChat (用户确认模式), so a transfer waits for them; what they do not take in the time
 * WeChat Pay gives them ends by itself.
 */
export const wechatTransfers = (
  client: WechatClient,
  { appid, reason, noticeUrl }: WechatTransferring,
  /** The payer of a transaction, as this app knows them. */
  payerOf: (request: Pay) => Promise<string | Refused>,
  now: () => Instant,
) => {
  const find = async (request: Pay): Promise<PaymentAnswer | null> => {
    const said = await client.ask("GET", `${BILLS}/out-bill-no/${bodyOf(request.key)}`);
    if (said.status === 404) return null;
    if (said.status !== 200) throw mistake(said);
    return answerOf(request, said.fields, now());
  };

  const send = async (request: Pay): Promise<WechatSaid | Refused> => {
    const openid = await payerOf(request);
    if (typeof openid !== "string") return openid;
    return client.ask("POST", BILLS, {
      ...{ appid, openid, out_bill_no: bodyOf(request.key), transfer_scene_id: SCENE, transfer_amount: Number(request.amountMinor) },
      transfer_remark: reason,
      transfer_scene_report_infos: [{ info_type: "赔付原因", info_content: reason }],
      ...(noticeUrl === null ? {} : { notify_url: noticeUrl }),
    });
  };

  return {
    find,
    pay: async (request: Pay): Promise<PaymentAnswer> => {
      const known = await find(request);
      if (known !== null) return known;
      const said = await send(request);
      if ("kind" in said) return said;
      // An answer to a new transfer names no sum: its end is read from the query.
      return said.status === 200 ? { kind: "pending" } : refusal(said);
    },
    /** The same transfer asked for again is the same transfer, and answers with what WeChat's page is opened with. */
    askBuyer: async (request: Pay): Promise<BuyerDeed | Refused | null> => {
      const said = await send(request);
      if ("kind" in said) return said;
      if (said.status !== 200) return refusal(said);
      const opens = textOf(said.fields, "package_info");
      return opens === null ? null : { kind: "confirm_in_wechat", merchantId: client.mchid, appId: appid, package: opens };
    },
  };
};

const answerOf = ({ key, amountMinor }: Pay, bill: JsonFields, now: Instant): PaymentAnswer => {
  const movedMinor = minorOf(bill, "transfer_amount");
  if (movedMinor !== amountMinor || textOf(bill, "out_bill_no") !== bodyOf(key))
    return { kind: "unclear", message: `WeChat Pay has ${movedMinor ?? "no amount"} under this key where ${amountMinor} was asked` };
  switch (textOf(bill, "state")) {
    case "SUCCESS":
      return { kind: "done", at: isoTime(textOf(bill, "update_time") ?? "") ?? now, gatewayRef: textOf(bill, "transfer_bill_no") ?? "" };
    case "FAIL":
      return refused("declined", `the transfer failed: ${textOf(bill, "fail_reason") ?? "no reason"}`);
    case "CANCELLED":
      return refused("not_agreed_in_time", "the buyer did not take the transfer in the time they had");
    default:
      return { kind: "pending" };
  }
};

/** What is here has moved nothing, and the same request moves nothing; any other code may hide a transfer, and is tried again. */
const refusal = (said: WechatSaid): Refused => {
  const code = textOf(said.fields, "code") ?? "";
  if (code === "NOT_ENOUGH") return refused("insufficient_balance", "the merchant's account does not hold that much");
  if (code === "NO_AUTH") return refused("not_supported", "the merchant's contract has no transfers for this scene");
  throw mistake(said);
};
