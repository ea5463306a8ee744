import { admit } from "@amends/domain/intake/admit";
import { type HostCode, inOurReasons, inOurTypes } from "@amends/domain/intake/host-reason";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { type Filing, filing } from "./filing.ts";

const ours = (reason: string, given: Filing = {}) => {
  const facts = filing({ ...given, request: { reason } });
  return inOurReasons(BASE, facts.order, facts.request).reason;
};

describe("a reason in a host's own code", () => {
  it("comes in unchanged and is put into ours by the pack", () => {
    const codes = ["10000001", "10000006", "10000007", "10000014", "10000015", "10000017"];
    expect(codes.map(code => ours(`wechat:${code}`))).toEqual(["10.04", "60.01", "20.01", "10.06", "20.04", "20.04"]);
  });

  it("means a cancellation before the goods are sent, and a return afterwards", () => {
    for (const [code, before] of [
      ["10000000", "10.01"],
      ["10000002", "10.02"],
    ] as const) {
      expect(ours(`wechat:${code}`, { stage: "not_shipped" })).toBe(before);
      expect(ours(`wechat:${code}`)).toBe("30.01");
    }
  });

  it("of which ours has no like, or too many, is a coded problem in the host's words that names the codes its platform may use", () => {
    for (const reason of ["wechat:10000008", "wechat:10000021", "wechat:1", "douyin:17", "nobody:10.01"]) {
      const facts = filing({ request: { reason } });
      const request = inOurReasons(BASE, facts.order, facts.request);
      const [platform] = reason.split(":");
      const known = platform === "wechat" ? expect.stringMatching(/^10000000, 10000001, 10000002, .*10000043$/) : "—";
      expect(admit({ ...facts, request }, BASE)).toMatchObject({ code: "host_reason_unknown", params: { reason, platform, known } });
    }
  });

  it("does not touch a code of ours", () => {
    expect(ours("30.01")).toBe("30.01");
  });
});

describe("a type of request in a host's own code", () => {
  const typeOf = (code: HostCode, given: Filing = {}) => {
    const { order } = filing(given);
    const found = inOurTypes(BASE, order, code);
    return found === null ? null : [found.serviceType, ...(found.refundOnlyKind === null ? [] : [found.refundOnlyKind])].join(".");
  };

  // The lists the platforms publish, each with what it means once the goods are with the buyer.
  it.each([
    ["wechat:REFUND", "refund_only.agreed"],
    ["wechat:RETURN", "return_refund"],
    ["wechat:EXCHANGE", "exchange"],
    ["douyin:0", "return_refund"],
    ["douyin:1", "refund_only.agreed"],
    ["douyin:2", "refund_only.pre_ship"],
    ["douyin:3", "exchange"],
    ["douyin:6", "price_protection"],
    ["douyin:7", "resend"],
    ["douyin:8", "repair"],
    ["douyin:8001", "repair"],
    ["pinduoduo:2", "refund_only.agreed"],
    ["pinduoduo:3", "return_refund"],
    ["pinduoduo:4", "exchange"],
    ["pinduoduo:5", "resend"],
    ["pinduoduo:6", "repair"],
    ["pinduoduo:9", "refuse_delivery"],
    ["taobao:onsale.BUYER_RECEIVED", "refund_only.agreed"],
    ["taobao:onsale.BUYER_RETURNED_GOODS", "return_refund"],
    ["taobao:aftersale.BUYER_RECEIVED", "refund_only.agreed"],
    ["taobao:aftersale.BUYER_RETURNED_GOODS", "return_refund"],
    ["jd:10", "return_refund"],
    ["jd:20", "exchange"],
    ["jd:30", "repair"],
  ] as const)("%s is our %s", (code, ours) => {
    expect(typeOf(code)).toBe(ours);
  });

  it("that only says money back means another thing before the goods are sent, and while they travel", () => {
    for (const code of ["wechat:REFUND", "pinduoduo:2", "taobao:onsale.BUYER_NOT_RECEIVED"] as const)
      expect(typeOf(code, { stage: "not_shipped" })).toBe("refund_only.pre_ship");
    for (const code of ["wechat:REFUND", "pinduoduo:2", "douyin:1", "taobao:onsale.BUYER_NOT_RECEIVED"] as const)
      expect(typeOf(code, { stage: "in_transit" })).toBe("refund_only.not_received");
  });

  it("that names no request of a buyer, or is on no list, is known to be unknown", () => {
    // Douyin's 4 and 5 are cancellations of the order, Pinduoduo's 1 is a filter for all of them.
    for (const code of ["douyin:4", "douyin:5", "pinduoduo:1", "jd:40", "kuaishou:1"] as const) expect(typeOf(code)).toBeNull();
  });

  it("stays with the request beside the reason's, as both were written", () => {
    const facts = filing({ request: { reason: "wechat:10000006", hostCodes: { type: "wechat:RETURN", reason: null } } });
    expect(inOurReasons(BASE, facts.order, facts.request)).toMatchObject({
      reason: "60.01",
      hostCodes: { type: "wechat:RETURN", reason: "wechat:10000006" },
    });
  });
});
