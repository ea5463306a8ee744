import { describe, expect, test } from "vitest";
import { CHINA_REGIONS } from "./china-regions.ts";
import { regionOf, regionOfOrder } from "./region.ts";

describe("the region an order went to", () => {
  test.each<readonly [written: string, region: string | null]>([
    ["CN-ZJ", "CN-ZJ"],
    ["BR-SP", "BR-SP"],
    ["US-CA", "US-CA"],
    ["33", "CN-ZJ"],
    ["330000", "CN-ZJ"],
    ["330106", "CN-ZJ"],
    ["330106003", "CN-ZJ"],
    ["330106003001", "CN-ZJ"],
    ["浙江", "CN-ZJ"],
    ["浙江省", "CN-ZJ"],
    ["浙江省杭州市西湖区", "CN-ZJ"],
    [" 内蒙古 自治区 呼和浩特市", "CN-NM"],
    ["新疆维吾尔自治区", "CN-XJ"],
    ["北京市朝阳区", "CN-BJ"],
    ["香港特别行政区", "CN-HK"],
    // A code of no province, and places that only sound like one.
    ["CN-QQ", null],
    ["CN-33", null],
    ["990000", null],
    ["3301", null],
    ["海南藏族自治州", null],
    ["河南蒙古族自治县", null],
    ["杭州市西湖区", null],
    ["cn-zj", null],
    ["", null],
  ])("%s is %s", (written, region) => {
    expect(regionOf(written)).toBe(region);
  });

  test("every province is known by its code, its number and its name", () => {
    for (const { code, number, zh } of CHINA_REGIONS)
      expect([regionOf(code), regionOf(`${number}0000`), regionOf(zh)]).toEqual([code, code, code]);
  });

  test("what the host says goes before what the address says", () => {
    const recipient = { name: "张三", phone: null, region: "浙江省杭州市", detail: "文三路" };
    expect(regionOfOrder({ region: "CN-JS", recipient })).toBe("CN-JS");
    expect(regionOfOrder({ region: null, recipient })).toBe("CN-ZJ");
    expect(regionOfOrder({ region: null, recipient: null })).toBeNull();
  });
});
