import type { NativeRecord } from "@amends/contract/import/native-record";
import type { Chance } from "./chance.ts";
import type { DemoOperation } from "./operations.ts";
import { ESTATES, GIVEN_NAMES, REGIONS, SURNAMES } from "./places.ts";

export type NativeCustomer = Extract<NativeRecord, { readonly kind: "customer" }>;
export type Contact = NonNullable<NativeCustomer["addresses"]>[number];
export type Method = NonNullable<NativeCustomer["methods"]>[number];

export const SOURCE = "demo";

/** A buyer as the host knows them; what they buy is decided elsewhere. */
export const makeBuyers = (operation: DemoOperation, chance: Chance): readonly NativeCustomer[] =>
  Array.from({ length: operation.buyers }, (_, index) => makeBuyer(operation, index + 1, chance));

const makeBuyer = ({ code, orderPrefix }: DemoOperation, number: number, chance: Chance): NativeCustomer => {
  const name = `${chance.oneOf(SURNAMES)}${chance.oneOf(GIVEN_NAMES)}`;
  const phone = phoneOf(orderPrefix, number);
  const externalId = `${code}-buyer-${String(number).padStart(3, "0")}`;
  const addresses = Array.from(
    {
      length: chance.weighted([
        [7, 1],
        [3, 2],
      ]),
    },
    () => makeContact(name, phone, chance),
  );
  return {
    kind: "customer",
    source: SOURCE,
    sourceVersion: 1,
    externalId,
    currency: "CNY",
    tier: chance.weighted([
      [80, "standard"],
      [15, "vip"],
      [5, "green_lane"],
    ] as const),
    riskSignals: chance.inThousand(40) ? ["many_refunds"] : [],
    name,
    phone,
    email: chance.inThousand(400) ? `${externalId}@example.com` : null,
    addresses,
    methods: methodsOf(externalId, chance),
  };
};

/** 1990000 is a range in which nobody is reached by accident. */
const phoneOf = (prefix: string, number: number): string =>
  `1990000${String((prefix.charCodeAt(0) * 31 + prefix.charCodeAt(1)) % 90).padStart(2, "0")}${String(number).padStart(2, "0")}`;

export const makeContact = (name: string, phone: string, chance: Chance): Contact => {
  const { region, roads } = chance.oneOf(REGIONS);
  const house = `${chance.between(1, 480)}号${chance.oneOf(ESTATES)}${chance.between(1, 28)}幢${chance.between(1, 3)}单元${chance.between(1, 24)}0${chance.between(1, 4)}室`;
  return { name, phone, region, detail: `${chance.oneOf(roads)}${house}` };
};

const methodsOf = (externalId: string, chance: Chance): Method[] => [
  { methodRef: `${externalId}-wechat`, tenderKind: "wallet", label: "微信支付" },
  ...(chance.inThousand(750) ? [{ methodRef: `${externalId}-alipay`, tenderKind: "wallet", label: "支付宝" } as const] : []),
  ...(chance.inThousand(450)
    ? [
        {
          methodRef: `${externalId}-card`,
          tenderKind: "card",
          label: chance.oneOf(["招商银行", "工商银行", "建设银行", "平安银行"]),
        } as const,
      ]
    : []),
  ...(chance.inThousand(300)
    ? [{ methodRef: `${externalId}-gift`, tenderKind: "gift_card", balanceMinor: chance.between(0, 60) * 1000, label: "礼品卡" } as const]
    : []),
  ...(chance.inThousand(500)
    ? [{ methodRef: `${externalId}-points`, tenderKind: "points", balanceMinor: chance.between(0, 4000), label: "积分" } as const]
    : []),
  ...(chance.inThousand(200)
    ? [
        {
          methodRef: `${externalId}-balance`,
          tenderKind: "store_credit",
          balanceMinor: chance.between(0, 300) * 100,
          label: "账户余额",
        } as const,
      ]
    : []),
];
