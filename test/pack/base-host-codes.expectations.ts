import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

/** Platform, code, where the goods are, the row, and ours: from policy.md §6.4 and the lists the rows name. */
const REASONS = `
wechat 10000000 not_shipped HR-01 10.01
wechat 10000000 delivered HR-02 30.01
wechat 10000001 not_shipped HR-03 10.04
wechat 10000002 not_shipped HR-04 10.02
wechat 10000002 delivered HR-05 30.01
wechat 10000006 delivered HR-06 60.01
wechat 10000007 shipped HR-07 20.01
wechat 10000014 delivered HR-08 10.06
wechat 10000015 shipped HR-09 20.04
wechat 10000017 shipped HR-10 20.04
wechat 10000003 not_shipped HR-11 10.01
wechat 10000003 delivered HR-12 30.01
wechat 10000004 not_shipped HR-13 10.03
wechat 10000004 delivered HR-99 unknown
wechat 10000005 delivered HR-14 60.02
wechat 10000010 not_shipped HR-15 10.05
wechat 10000011 delivered HR-16 50.01
wechat 10000016 delivered HR-17 20.09
wechat 10000019 not_shipped HR-18 10.01
wechat 10000019 delivered HR-19 30.01
wechat 10000023 delivered HR-20 50.01
wechat 10000031 delivered HR-21 40.01
wechat 10000033 delivered HR-22 50.05
wechat 10000039 delivered HR-23 50.01
wechat 10000040 delivered HR-24 60.05
wechat 10000041 delivered HR-25 50.01
wechat 10000042 delivered HR-26 50.01
wechat 10000043 delivered HR-27 50.01
wechat 10000008 delivered HR-99 unknown
wechat 10000021 delivered HR-99 unknown
wechat_mini INCORRECT_SELECTION not_shipped HR-31 10.02
wechat_mini INCORRECT_SELECTION delivered HR-32 30.01
wechat_mini NO_LONGER_WANT not_shipped HR-33 10.01
wechat_mini NO_LONGER_WANT delivered HR-34 30.01
wechat_mini NO_EXPRESS_INFO shipped HR-35 20.04
wechat_mini EMPTY_PACKAGE delivered HR-36 20.09
wechat_mini NOT_DELIVERED_TOO_LONG shipped HR-37 20.04
wechat_mini NOT_MATCH_PRODUCT_DESC delivered HR-38 50.01
wechat_mini SEND_WRONG_GOODS delivered HR-39 60.01
wechat_mini THREE_NO_PRODUCT delivered HR-40 40.07
wechat_mini FAKE_PRODUCT delivered HR-41 50.05
wechat_mini QUALITY_ISSUE delivered HR-99 unknown
`;

/** The same of types, from the public enumerations of the five platforms. */
const TYPES = `
wechat REFUND not_shipped HT-01 refund_only.pre_ship
wechat REFUND delivered HT-02 refund_only.agreed
wechat REFUND shipped HT-03 refund_only.not_received
wechat RETURN delivered HT-04 return_refund
wechat EXCHANGE delivered HT-05 exchange
douyin 0 delivered HT-06 return_refund
douyin 1 delivered HT-07 refund_only.agreed
douyin 1 shipped HT-08 refund_only.not_received
douyin 2 not_shipped HT-09 refund_only.pre_ship
douyin 3 delivered HT-10 exchange
douyin 6 delivered HT-11 price_protection
douyin 7 delivered HT-12 resend
douyin 8 delivered HT-13 repair
douyin 8001 delivered HT-14 repair
pinduoduo 2 not_shipped HT-15 refund_only.pre_ship
pinduoduo 2 delivered HT-16 refund_only.agreed
pinduoduo 2 shipped HT-17 refund_only.not_received
pinduoduo 3 delivered HT-18 return_refund
pinduoduo 4 delivered HT-19 exchange
pinduoduo 5 delivered HT-20 resend
pinduoduo 6 delivered HT-21 repair
pinduoduo 9 shipped HT-22 refuse_delivery
taobao onsale.BUYER_NOT_RECEIVED not_shipped HT-23 refund_only.pre_ship
taobao onsale.BUYER_NOT_RECEIVED shipped HT-24 refund_only.not_received
taobao onsale.BUYER_RECEIVED delivered HT-25 refund_only.agreed
taobao onsale.BUYER_RETURNED_GOODS delivered HT-26 return_refund
taobao aftersale.BUYER_RECEIVED delivered HT-27 refund_only.agreed
taobao aftersale.BUYER_RETURNED_GOODS delivered HT-28 return_refund
jd 10 delivered HT-29 return_refund
jd 20 delivered HT-30 exchange
jd 30 delivered HT-31 repair
xiaohongshu 1 delivered HT-32 return_refund
xiaohongshu 2 delivered HT-33 exchange
xiaohongshu 3 not_shipped HT-34 refund_only.pre_ship
xiaohongshu 3 delivered HT-35 refund_only.agreed
xiaohongshu 3 shipped HT-36 refund_only.not_received
xiaohongshu 4 not_shipped HT-37 refund_only.pre_ship
xiaohongshu 4 delivered HT-38 refund_only.agreed
xiaohongshu 4 shipped HT-39 refund_only.not_received
youzan 4 delivered HT-40 exchange
youzan 5 delivered HT-41 exchange
youzan 1 delivered HT-99 unknown
douyin 4 not_shipped HT-99 unknown
douyin 5 not_shipped HT-99 unknown
pinduoduo 1 delivered HT-99 unknown
`;

const expected = (lines: string, table: string, field: string): readonly PackExpectation[] =>
  lines
    .trim()
    .split("\n")
    .map(line => line.split(" "))
    .map(([platform = "", code = "", state = "", rowId = "", ours = ""]) =>
      speaks(table, rowId, `${platform}:${code} at ${state} is ${ours}`, { host: { platform, code }, order: { state } }, { [field]: ours }),
    );

/** Whether and when a buyer is asked how it was, as the service standards have it: a day after, once more, and never again. */
const FOLLOW_UP = speaks(
  "follow_up",
  "FU-01",
  "whose matter a person solved is asked after 24 hours",
  { end: "resolved", personInvolved: true, request: { type: "return_refund" }, severity: { level: "p4" } },
  { askAfterSeconds: 86_400, remindAfterSeconds: 172_800, expireAfterSeconds: 604_800, lowScore: 2, channels: ["wechat", "email"] },
);

export const expectations: readonly PackExpectation[] = [
  ...expected(REASONS, "host_reasons", "reason"),
  ...expected(TYPES, "host_types", "hostType"),
  FOLLOW_UP,
];
