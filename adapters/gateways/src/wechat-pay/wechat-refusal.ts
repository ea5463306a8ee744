import type { Refused } from "@amends/flows/gateway-ports";
import { textOf } from "../json-fields.ts";
import { refused } from "../transaction.ts";
import { messageOf, mistake, type WechatSaid } from "./wechat-client.ts";

export const NOT_CNY = refused("currency_not_supported", "WeChat Pay refunds in CNY");
export const NO_TRANSACTION = refused("unknown_method", "the reference names no transaction of WeChat Pay");
export const NO_REFUND = refused("unknown_method", "WeChat Pay has no refund under this key");

/** What WeChat Pay refuses for good, by its code; anything else is no answer to what was asked, and is thrown. */
export const refusal = (said: WechatSaid): Refused => {
  const message = messageOf(said);
  switch (textOf(said.fields, "code")) {
    case "NOT_ENOUGH":
      return refused("insufficient_balance", message);
    case "USER_ACCOUNT_ABNORMAL":
      return refused("account_abnormal", message);
    case "RESOURCE_NOT_EXISTS":
    case "ORDER_NOT_EXIST":
      return refused("unknown_method", message);
    // One code for many reasons: more than is left, too old, another amount under this key. What was asked here is not under way: that was looked up.
    case "INVALID_REQUEST":
      return refused("declined", message);
    default:
      throw mistake(said);
  }
};
