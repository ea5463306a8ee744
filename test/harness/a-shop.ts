import type { Instant } from "@amends/domain/kernel/time";

const DAY_MS = 86_400_000;
const iso = (at: number): string => new Date(at).toISOString();

/** Buyers who are called as they are valued. */
const TIERS = ["vip", "green_lane"];

export type ShopOrder = {
  readonly no: string;
  /** `u1` unless told otherwise. */
  readonly customer?: string;
  /** `s1` unless told otherwise. */
  readonly seller?: string;
  readonly shipped?: boolean;
  readonly signed?: boolean;
  /** Sent for what the host knows, and not scanned by any carrier yet. */
  readonly packed?: boolean;
  readonly lines?: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly priceMinor: number;
    readonly category?: string;
    readonly batchNo?: string;
    readonly acceptance?: object;
  }[];
  readonly promises?: readonly { readonly kind: string; readonly by: string }[];
  readonly tenders?: readonly { readonly kind: string; readonly methodRef: string; readonly paidMinor: number }[];
};

/** A small shop as its host would send it: one seller, two buyers, four articles, and the orders a test asks for. */
export const shopLines = (now: Instant, orders: readonly ShopOrder[], catalogueAt = now): string => {
  const source = { source: "host", sourceVersion: 1 };
  const contact = { name: "李雷", phone: "13800001111", region: "浙江省杭州市西湖区", detail: "文三路 1 号" };
  const sku = (skuId: string, priceMinor: number, options: Record<string, string>) => ({
    kind: "sku",
    ...source,
    skuId,
    productId: "mug",
    name: "马克杯",
    category: "home.cup",
    options,
    currency: "CNY",
    priceMinor,
    available: null,
    asOf: iso(catalogueAt - 30 * DAY_MS),
  });
  const lines: unknown[] = [
    { kind: "seller", ...source, externalId: "s1", name: "山间器物", returnAddresses: [{ addressNo: 1, isDefault: true, contact }] },
    ...(orders.some(order => order.seller === "s2")
      ? [{ kind: "seller", ...source, externalId: "s2", name: "海边器物", returnAddresses: [] }]
      : []),
    ...["u1", "u2", ...TIERS]
      .filter(id => !TIERS.includes(id) || orders.some(({ customer }) => customer === id))
      .map(externalId => ({
        kind: "customer",
        ...source,
        externalId,
        ...(TIERS.includes(externalId) ? { tier: externalId } : {}),
        currency: "CNY",
        name: "韩梅梅",
        phone: `1390000222${["u1", "u2", ...TIERS].indexOf(externalId)}`,
        addresses: [contact],
        methods: [
          { methodRef: `wallet-${externalId}`, tenderKind: "wallet" },
          { methodRef: `gift-${externalId}`, tenderKind: "gift_card", balanceMinor: 5000 },
        ],
      })),
    sku("mug-white", 5900, { color: "白" }),
    sku("mug-blue", 6900, { color: "蓝" }),
    sku("mug-black", 4900, { color: "黑" }),
    ...orders.map(order => orderLine(now, order)),
  ];
  return `${lines.map(line => JSON.stringify(line)).join("\n")}\n`;
};

const orderLine = (
  now: Instant,
  { no, customer = "u1", seller = "s1", shipped = true, signed = true, packed = false, lines, promises = [], tenders }: ShopOrder,
): unknown => {
  const bought = lines ?? [{ sku: "mug-white", quantity: 2, priceMinor: 5900 }];
  const total = bought.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  return {
    kind: "order",
    source: "host",
    sourceVersion: 1,
    externalOrderNo: no,
    customerExternalId: customer,
    currency: "CNY",
    channel: "online",
    placedAt: iso(now - 4 * DAY_MS),
    paidAt: iso(now - 4 * DAY_MS),
    recipient: { name: "韩梅梅", phone: "13900002220", region: "浙江省杭州市西湖区", detail: "学院路 8 号" },
    lines: bought.map((line, index) => ({
      lineNo: index + 1,
      sellerExternalId: seller,
      skuId: line.sku,
      productId: "mug",
      name: "马克杯",
      category: line.category ?? "home.cup",
      ...(line.batchNo === undefined ? {} : { batchNo: line.batchNo }),
      ...(line.acceptance === undefined ? {} : { acceptance: line.acceptance }),
      quantity: line.quantity,
      unitPriceMinor: line.priceMinor,
      paidMinor: line.priceMinor * line.quantity,
      sevenDay: { class: "none" },
    })),
    tenders: (tenders ?? [{ kind: "wallet", methodRef: `wallet-${customer}`, paidMinor: total }]).map((tender, index) => ({
      tenderNo: index + 1,
      ...tender,
    })),
    freight: { paidMinor: 0 },
    promises,
    shipments: shipped
      ? [
          {
            shipmentNo: 1,
            carrier: "SF",
            trackingNo: `SF${no}`,
            lines: bought.map((line, index) => ({ lineNo: index + 1, quantity: line.quantity })),
            shippedAt: iso(now - 3 * DAY_MS),
            signedAt: signed ? iso(now - 2 * DAY_MS) : null,
            events: [
              { at: iso(now - 3 * DAY_MS), code: packed ? "number_entered" : "picked_up" },
              ...(signed ? [{ at: iso(now - 2 * DAY_MS), code: "signed" }] : []),
            ],
          },
        ]
      : [],
  };
};
