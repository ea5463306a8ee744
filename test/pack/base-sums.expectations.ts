import type { PolicyRecord } from "@amends/domain/policy/value";
import { speaks } from "./base-row.ts";
import type { PackExpectation } from "./expectation.ts";

type Told = {
  readonly by?: "seller" | "platform" | "creator";
  readonly insured?: boolean;
  readonly badItem?: boolean;
  readonly department?: string;
  readonly state?: string;
  readonly includesPrice?: boolean;
  readonly capMinor?: number;
  readonly priceMinor?: number;
};
const facts = (head: string, fakeTimes: number | null = null, told: Told = {}): PolicyRecord => ({
  sum: { head },
  request: { reason: "50.05" },
  line: {
    state: told.state ?? "delivered",
    department: told.department ?? "home",
    record: "silent",
    hoursLate: 0,
    shipPromiseHours: 48,
    pickedUpBeforePayment: false,
    pickupHours: 2,
    hubHours: 2,
    gapHours: 2,
    gapLimitHours: 72,
    promise: { on_time_delivery: false, freight_insurance: told.insured ?? false, bad_item: told.badItem ?? false },
    promiseValue: { fake_times_n: fakeTimes },
    guaranteeBy: told.by ?? "seller",
    fake: { promiseBy: told.by ?? "seller", includesPrice: told.includesPrice ?? false, capMinor: told.capMinor ?? null },
  },
  severity: { level: "p4" },
  money: { priceMinor: told.priceMinor ?? 10_000 },
});

const shape = { lossBasisPoints: 0, minMinor: 0, unitMinor: 1, rounding: "half_up", bearer: "seller", form: "cash" };

export const expectations: readonly PackExpectation[] = [
  speaks(
    "compensation",
    "BB-1",
    "30 % where a bad-item badge was not honoured, 5 to 30 yuan",
    facts("bad_item_breach", null, { badItem: true }),
    {
      ...shape,
      standing: "promised",
      basisPoints: 3000,
      minMinor: 500,
      maxMinor: 3000,
    },
  ),
  speaks("compensation", "CO-99", "nothing of the kind without the badge", facts("bad_item_breach"), {
    ...shape,
    standing: "none",
    basisPoints: 0,
  }),
  ...(
    [
      ["FI-1", "home", 2400],
      ["FI-2", "furniture", 100_000],
      ["FI-2", "large", 100_000],
    ] as const
  ).map(([rowId, department, maxMinor]) =>
    speaks(
      "compensation",
      rowId,
      `freight insurance of goods in ${department}`,
      facts("freight_insurance", null, { insured: true, department }),
      {
        ...shape,
        standing: "insured",
        basisPoints: 0,
        minMinor: 700,
        maxMinor,
        bearer: "insurer",
      },
    ),
  ),
  ...["furniture", "home"].flatMap(department => [
    speaks("compensation", "CO-99", `no insurance, nothing insured in ${department}`, facts("freight_insurance", null, { department }), {
      ...shape,
      standing: "none",
      basisPoints: 0,
    }),
    speaks(
      "compensation",
      "CO-99",
      `a refused parcel is not insured in ${department}`,
      facts("freight_insurance", null, { insured: true, state: "refused", department }),
      { ...shape, standing: "none", basisPoints: 0 },
    ),
  ]),
  speaks("compensation", "FK-1", "four times for a fake, as the badge says", facts("fake_times_n", 4), {
    ...shape,
    standing: "promised",
    basisPoints: 40_000,
  }),
  speaks(
    "compensation",
    "FK-0",
    "three times beside the refund, where the price is one of the four",
    facts("fake_times_n", 4, { includesPrice: true }),
    {
      ...shape,
      standing: "promised",
      basisPoints: 30_000,
    },
  ),
  ...(
    [
      ["FK-0", true, 30_000],
      ["FK-1", false, 40_000],
    ] as const
  ).map(([rowId, includesPrice, basisPoints]) =>
    speaks("compensation", rowId, "never above the most the badge names", facts("fake_times_n", 4, { includesPrice, capMinor: 25_000 }), {
      ...shape,
      standing: "promised",
      basisPoints,
      maxMinor: 25_000,
    }),
  ),
  ...(["seller", "creator", "platform"] as const).flatMap(by =>
    [true, false].map(includesPrice =>
      speaks(
        "compensation",
        includesPrice ? "FK-0" : "FK-1",
        `L-34: the ${by}'s badge, ${includesPrice}`,
        facts("fake_times_n", 4, { by, includesPrice }),
        {
          ...shape,
          standing: "promised",
          basisPoints: includesPrice ? 30_000 : 40_000,
          bearer: by === "platform" ? "platform" : "seller",
        },
      ),
    ),
  ),
  speaks(
    "compensation",
    "BB-1",
    "L-34: the platform's own badge is the platform's to honour",
    facts("bad_item_breach", null, { badItem: true, by: "platform" }),
    {
      ...shape,
      standing: "promised",
      basisPoints: 3000,
      minMinor: 500,
      maxMinor: 3000,
      bearer: "platform",
    },
  ),
  ...[false, true].map(includesPrice =>
    speaks("compensation", "PD-1", "the law's three times know nothing of a badge", facts("crpl_55", 4, { includesPrice }), {
      ...shape,
      standing: "statutory",
      basisPoints: 0,
      minMinor: 50_000,
    }),
  ),
  speaks("compensation", "CO-99", "no multiple without a badge", facts("fake_times_n"), { ...shape, standing: "none", basisPoints: 0 }),
  ...[null, 4].map(fakeTimes =>
    speaks("compensation", "PD-1", "three times the price for fraud, at least 500 yuan, badge or no badge", facts("crpl_55", fakeTimes), {
      ...shape,
      standing: "statutory",
      basisPoints: 0,
      minMinor: 50_000,
    }),
  ),
  speaks(
    "compensation",
    "PD-1",
    "three times a price of 300 yuan, whatever was paid of it",
    facts("crpl_55", null, { priceMinor: 30_000 }),
    {
      ...shape,
      standing: "statutory",
      basisPoints: 0,
      minMinor: 90_000,
    },
  ),
  speaks("compensation", "PD-3", "ten times the price or three times the loss for unsafe food, at least 1,000 yuan", facts("fsl_148"), {
    ...shape,
    standing: "statutory",
    basisPoints: 100_000,
    lossBasisPoints: 30_000,
    minMinor: 100_000,
  }),
];
