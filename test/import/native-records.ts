import type { NativeRecord } from "@amends/contract/import/native-record";

type Native<K extends NativeRecord["kind"]> = Extract<NativeRecord, { readonly kind: K }>;

const SAID = { source: "erp", sourceVersion: 1 };

export const seller = (change: Partial<Native<"seller">> = {}): Native<"seller"> => ({
  kind: "seller",
  ...SAID,
  externalId: "merchant-1",
  name: "山野果园",
  returnAddresses: [
    {
      addressNo: 1,
      isDefault: true,
      contact: { name: "收货王", phone: "0571-88886666", region: "浙江省杭州市余杭区", detail: "仓前路 7 号仓" },
    },
  ],
  ...change,
});

export const customer = (change: Partial<Native<"customer">> = {}): Native<"customer"> => ({
  kind: "customer",
  ...SAID,
  externalId: "member-1",
  currency: "CNY",
  tier: "vip",
  riskSignals: ["many_refunds"],
  name: "欧阳春晓",
  phone: "13812341234",
  email: "chunxiao.ouyang@example.cn",
  addresses: [{ name: "欧阳春晓", phone: "13812341234", region: "浙江省杭州市西湖区", detail: "文三路九十号东部软件园" }],
  methods: [
    { methodRef: "alipay-77", tenderKind: "wallet", label: "alipay" },
    { methodRef: "gift-5", tenderKind: "gift_card", balanceMinor: 5000 },
  ],
  ...change,
});

export const sku = (change: Partial<Native<"sku">> = {}): Native<"sku"> => ({
  kind: "sku",
  ...SAID,
  skuId: "cherry-2kg",
  productId: "cherry",
  name: "车厘子",
  category: "fresh.fruit.cherry",
  options: { weight: "2kg" },
  currency: "CNY",
  priceMinor: 9900,
  available: 30,
  asOf: "2026-11-01T00:00:00+08:00",
  ...change,
});

/** Two boxes for 188.00 after a discount of 10.00, 6.00 freight: 194.00, paid in two ways; one box has arrived. */
export const order = (change: Partial<Native<"order">> = {}): Native<"order"> => ({
  kind: "order",
  ...SAID,
  externalOrderNo: "20261101-000001",
  customerExternalId: "member-1",
  currency: "CNY",
  placedAt: "2026-11-01T09:00:00+08:00",
  paidAt: "2026-11-01T09:01:00+08:00",
  recipient: { name: "欧阳春晓", phone: "13812341234", region: "浙江省杭州市西湖区", detail: "文三路九十号东部软件园" },
  message: "请放在门卫老赵那里谢谢",
  lines: [
    {
      lineNo: 1,
      sellerExternalId: "merchant-1",
      skuId: "cherry-2kg",
      productId: "cherry",
      name: "车厘子",
      category: "fresh.fruit.cherry",
      options: { weight: "2kg" },
      quantity: 2,
      unitPriceMinor: 9900,
      paidMinor: 18800,
      sevenDay: { class: "abs_fresh" },
      promises: [{ kind: "bad_item", by: "seller" }],
    },
  ],
  tenders: [
    { tenderNo: 1, kind: "wallet", methodRef: "alipay-77", paidMinor: 16900 },
    { tenderNo: 2, kind: "gift_card", methodRef: "gift-5", paidMinor: 2500 },
  ],
  discounts: [{ discountNo: 1, bearer: "seller", amountMinor: 1000, thresholdMinor: 19000, shares: [{ lineNo: 1, amountMinor: 1000 }] }],
  freight: { paidMinor: 600, feeMinor: 600 },
  shipments: [
    {
      shipmentNo: 1,
      carrier: "sf",
      trackingNo: "SF1234567890",
      lines: [{ lineNo: 1, quantity: 1 }],
      shippedAt: "2026-11-02T10:00:00+08:00",
      signedAt: "2026-11-03T10:00:00+08:00",
      events: [
        { at: "2026-11-02T10:00:00+08:00", code: "picked_up" },
        { at: "2026-11-03T10:00:00+08:00", code: "signed" },
      ],
    },
  ],
  ...change,
});
