const DAY_MS = 86_400_000;
const SAID = { source: "bench", sourceVersion: 1 };

/** What a host would send for a middling shop: ten sellers, and for each customer one order of two lines that arrived two days ago. */
export const shopRecords = (customers: number, now: number): string => {
  const records: unknown[] = [];
  for (let seller = 0; seller < SELLERS; seller += 1) records.push(sellerOf(seller));
  for (let sku = 0; sku < SKUS; sku += 1) records.push(skuOf(sku, now));
  for (let number = 0; number < customers; number += 1) records.push(customerOf(number), orderOf(number, now));
  return `${records.map(record => JSON.stringify(record)).join("\n")}\n`;
};

const SELLERS = 10;
const SKUS = 200;
const iso = (at: number): string => new Date(at).toISOString();
const contactOf = (number: number) => ({
  name: `顾客${number}`,
  phone: `138${String(number).padStart(8, "0")}`,
  region: "浙江省杭州市西湖区",
  detail: `文三路 ${number} 号`,
});

const sellerOf = (number: number) => ({
  kind: "seller",
  ...SAID,
  externalId: `seller-${number}`,
  name: `山间器物${number}`,
  returnAddresses: [{ addressNo: 1, isDefault: true, contact: contactOf(number) }],
});

const skuOf = (number: number, now: number) => ({
  kind: "sku",
  ...SAID,
  skuId: `sku-${number}`,
  productId: `product-${number}`,
  name: "马克杯",
  category: "home.cup",
  options: { color: "白" },
  currency: "CNY",
  priceMinor: 5900,
  available: null,
  asOf: iso(now - 30 * DAY_MS),
});

const customerOf = (number: number) => ({
  kind: "customer",
  ...SAID,
  externalId: `member-${number}`,
  currency: "CNY",
  name: `顾客${number}`,
  phone: contactOf(number).phone,
  addresses: [contactOf(number)],
  methods: [{ methodRef: `wallet-${number}`, tenderKind: "wallet" }],
});

const orderOf = (number: number, now: number) => ({
  kind: "order",
  ...SAID,
  externalOrderNo: `B-${number}`,
  customerExternalId: `member-${number}`,
  currency: "CNY",
  channel: "online",
  placedAt: iso(now - 4 * DAY_MS),
  paidAt: iso(now - 4 * DAY_MS),
  recipient: contactOf(number),
  lines: [1, 2].map(lineNo => lineOf(number, lineNo)),
  tenders: [{ tenderNo: 1, kind: "wallet", methodRef: `wallet-${number}`, paidMinor: 22_600 }],
  discounts: [{ discountNo: 1, bearer: "seller", amountMinor: 1000, shares: [1, 2].map(lineNo => ({ lineNo, amountMinor: 500 })) }],
  freight: { paidMinor: 0 },
  shipments: [
    {
      shipmentNo: 1,
      carrier: "SF",
      trackingNo: `SF${number}`,
      lines: [1, 2].map(lineNo => ({ lineNo, quantity: 2 })),
      shippedAt: iso(now - 3 * DAY_MS),
      signedAt: iso(now - 2 * DAY_MS),
      events: [
        { at: iso(now - 3 * DAY_MS), code: "picked_up" },
        { at: iso(now - 2 * DAY_MS), code: "signed" },
      ],
    },
  ],
});

const lineOf = (order: number, lineNo: number) => {
  const sku = (order * 7 + lineNo) % SKUS;
  return {
    lineNo,
    sellerExternalId: `seller-${order % SELLERS}`,
    skuId: `sku-${sku}`,
    productId: `product-${sku}`,
    name: "马克杯",
    category: "home.cup",
    options: { color: "白" },
    quantity: 2,
    unitPriceMinor: 5900,
    paidMinor: 11_300,
    sevenDay: { class: "none" },
  };
};
