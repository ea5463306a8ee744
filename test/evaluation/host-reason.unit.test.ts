import { admit } from "@amends/domain/intake/admit";
import { inOurReasons } from "@amends/domain/intake/host-reason";
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

  it("of which ours has no like, or too many, is a coded problem in the host's words", () => {
    for (const reason of ["wechat:10000008", "wechat:10000021", "wechat:1", "douyin:17", "nobody:10.01"]) {
      const facts = filing({ request: { reason } });
      const request = inOurReasons(BASE, facts.order, facts.request);
      expect(admit({ ...facts, request }, BASE)).toMatchObject({ code: "reason_unknown", params: { reason } });
    }
  });

  it("does not touch a code of ours", () => {
    expect(ours("30.01")).toBe("30.01");
  });
});
