import { filingReasons } from "@amends/domain/evaluation/filing-reasons";
import { filingVariants } from "@amends/domain/evaluation/filing-variants";
import { type ServiceOption, serviceOptions, wholeOptions } from "@amends/domain/evaluation/service-options";
import type { CatalogueSku } from "@amends/domain/intake/catalogue-sku";
import { describe, expect, it } from "vitest";
import { compiledPack } from "../policy/read-pack.ts";
import { BASE } from "./base-pack.ts";
import { daysAfterSigning, type Filing, filing, line, SIGNED_AT } from "./filing.ts";

/** A shop that cancels whole orders only. */
const TAU = compiledPack("policies/tau-retail");

const RETURN = { type: "return_refund", refundOnlyKind: null } as const;
const pieces = [{ line: line(), quantity: 1 }];
const reasons = (given: Filing, way: Parameters<typeof filingReasons>[3] = RETURN) => filingReasons(filing(given), BASE, pieces, way);
const codes = (given: Filing, way?: Parameters<typeof filingReasons>[3]) => reasons(given, way).map(({ reason }) => reason);

describe("the reasons that may be given", () => {
  it("are those the rules leave open, the pack's order kept, each with what it means", () => {
    const found = reasons({});
    expect(found.map(({ reason }) => reason)).toEqual(expect.arrayContaining(["30.01", "40.02", "50.01", "60.05"]));
    expect(found.find(({ reason }) => reason === "30.01")).toMatchObject({
      ground: "no_reason",
      name: { zh: "七天无理由退货", en: "Seven-day return, no reason needed" },
      option: { returnFreight: "buyer", evidence: { photos: 0 }, back: [{ tenderNo: 1, amountMinor: 12_800n }] },
    });
    expect(found.find(({ reason }) => reason === "40.02")).toMatchObject({
      ground: "quality",
      option: { returnFreight: "seller", evidence: { videos: 1 } },
    });
  });

  it("leave out what another way of asking is for, and what is too late", () => {
    expect(codes({})).not.toContain("10.01");
    expect(codes({ at: daysAfterSigning(20) })).not.toContain("30.01");
    expect(codes({}, { type: "refund_only", refundOnlyKind: "pre_ship" })).toEqual([]);
  });

  it("never ask a buyer to accuse themselves", () => {
    const complaints = codes({}, { type: "complaint", refundOnlyKind: null });
    expect(complaints).toContain("80.06");
    expect(complaints).not.toContain("90.07");
  });
});

const sku = (skuId: string, priceMinor: bigint, available: number | null = null, productId = "product-1"): CatalogueSku => ({
  skuId,
  productId,
  priceMinor,
  available,
  name: "商品",
  category: "home.kitchen",
  options: { color: skuId },
  asOf: SIGNED_AT,
});

describe("another version of the same goods", () => {
  const variants = (given: Filing, skus: readonly CatalogueSku[], way: Parameters<typeof filingVariants>[4]) =>
    filingVariants(filing(given), BASE, skus, { line: line(), quantity: 1 }, way);
  const EXCHANGE = { type: "exchange", refundOnlyKind: null, reason: "30.03" } as const;

  it("costs what it is dearer by, and brings back what it is cheaper by", () => {
    const [dearer, cheaper, even] = variants({}, [sku("a", 15_000n), sku("b", 10_000n), sku("c", 12_800n)], EXCHANGE);
    expect(dearer).toMatchObject({ verdict: "review", payMinor: 2_200n, backMinor: 0n });
    expect(cheaper).toMatchObject({ payMinor: 0n, backMinor: 2_800n, back: [{ tenderNo: 1, amountMinor: 2_800n }] });
    expect(even).toMatchObject({ payMinor: 0n, backMinor: 0n });
  });

  it("cannot be the same article again unless it is faulty, nor one that is out of stock", () => {
    const own = sku("sku-1", 12_800n);
    expect(variants({}, [own, sku("a", 12_800n, 0)], EXCHANGE).map(({ verdict }) => verdict)).toEqual(["refused", "refused"]);
    expect(variants({}, [own], { ...EXCHANGE, reason: "40.01" })).toMatchObject([{ verdict: "review", payMinor: 0n, backMinor: 0n }]);
  });

  it("in a changed order is refused where none of the buyer's ways to pay covers the difference", () => {
    const AMEND = { type: "amend_order", refundOnlyKind: null, reason: "10.02" } as const;
    const dear = [sku("a", 15_000n)];
    expect(variants({ stage: "not_shipped" }, dear, AMEND)).toMatchObject([{ verdict: "refused" }]);
    const methods = [{ methodRef: "card", tenderKind: "gift_card", balanceMinor: 2_200n }] as const;
    expect(variants({ stage: "not_shipped", buyer: { methods } }, dear, AMEND)).toMatchObject([{ verdict: "approved", payMinor: 2_200n }]);
  });

  it("is nothing where the reason is not for an exchange", () => {
    expect(variants({}, [sku("a", 15_000n)], { ...EXCHANGE, reason: "10.01" })).toEqual([]);
  });
});

describe("a whole order", () => {
  const lines = [line(), line({ lineNo: 2 })];
  it("is asked for at once where a shop cancels no single line, with all that comes back", () => {
    const known = filing({ lines, stage: "not_shipped" });
    const preShip = (options: readonly ServiceOption[] = []) => options.find(({ refundOnlyKind }) => refundOnlyKind === "pre_ship");
    expect(wholeOptions(known, TAU)).toMatchObject({
      pieces: [
        { lineNo: 1, quantity: 1 },
        { lineNo: 2, quantity: 1 },
      ],
    });
    expect(serviceOptions(known, TAU).map(({ options }) => preShip(options)?.kind)).toEqual(["closed", "closed"]);
    expect(preShip(wholeOptions(known, TAU)?.options)).toMatchObject({ kind: "open", back: [{ tenderNo: 1, amountMinor: 25_600n }] });
  });

  it("is what its one line is where there is but one", () => {
    expect(wholeOptions(filing(), BASE)).toBeNull();
    expect(serviceOptions(filing(), BASE)).toHaveLength(1);
  });

  it("is closed where a rule refuses one of its lines, for that line's reason", () => {
    const custom = [line(), line({ lineNo: 2, sevenDay: { class: "abs_custom", confirmation: null } })];
    const whole = wholeOptions(filing({ lines: custom }), BASE)?.options.find(({ type }) => type === "return_refund");
    const [, own] = serviceOptions(filing({ lines: custom }), BASE);
    expect(whole).toMatchObject({ kind: own?.options.find(({ type }) => type === "return_refund")?.kind });
  });
});
