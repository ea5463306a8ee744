import { admit, FILING_REJECTIONS, type FilingRejectionCode } from "@amends/domain/intake/admit";
import type { EarlierClaim } from "@amends/domain/intake/case-facts";
import { splitFiling } from "@amends/domain/intake/split-filing";
import type { Currency } from "@amends/domain/kernel/money";
import { NO_REFUNDS } from "@amends/domain/order/refund-totals";
import { describe, expect, it } from "vitest";
import { BASE } from "./base-pack.ts";
import { daysAfterSigning, type Filing, filing, line, photos } from "./filing.ts";

const filedLine = {
  lineNo: 1,
  quantity: 1,
  goodsReceived: true,
  condition: "unopened",
  damageBasisPoints: null,
  replacementSkuId: null,
} as const;

const claim = (given: Partial<EarlierClaim> = {}): EarlierClaim => ({
  caseId: "case_000000000000000000000001",
  serviceType: "return_refund",
  open: true,
  rejected: false,
  reason: "00.00",
  lineNos: [],
  evidence: [],
  filedAt: daysAfterSigning(1),
  amendment: null,
  lines: [{ lineNo: 1, quantity: 1 }],
  refund: NO_REFUNDS,
  ...given,
});

/** One wrong filing for each rejection, in the order of precedence. */
const WRONG: Readonly<Record<FilingRejectionCode, Filing>> = {
  order_not_yours: { order: { customerId: "customer_00000000000000000000000x" } },
  no_lines: { request: { lines: [] } },
  line_unknown: { request: { lines: [{ ...filedLine, lineNo: 7 }] } },
  line_named_twice: { request: { lines: [filedLine, filedLine] } },
  quantity_not_positive: { filed: { quantity: 0 } },
  several_sellers: { lines: [line(), line({ lineNo: 2, sellerId: "seller_00000000000000000000000x" })] },
  more_than_left: { claims: [claim()] },
  host_reason_unknown: { request: { reason: "wechat:no_such_reason" } },
  reason_unknown: { request: { reason: "99.99" } },
  kind_missing: { request: { serviceType: "refund_only", reason: "10.01" } },
  kind_not_for_type: { request: { refundOnlyKind: "agreed" } },
  reason_not_for_type: { request: { reason: "10.01" } },
  nothing_new: { claims: [claim({ open: false, rejected: true, lines: [], reason: "30.01", lineNos: [1] })] },
  too_many_requests_for_line: {
    claims: Array.from({ length: 5 }, () => claim({ open: false, lines: [], reason: "40.01", lineNos: [1] })),
  },
  damage_share_out_of_range: { filed: { damageBasisPoints: 10_001 } },
  evidence_named_twice: { request: { evidence: [...photos(1), ...photos(1)] } },
  evidence_consent_missing: { request: { serviceType: "return_refund", reason: "70.11", evidence: photos(1) } },
  evidence_consent_differs: {
    request: { evidence: photos(1).map(item => ({ ...item, consent: { version: "medical-0", language: "zh" } })) },
  },
  replacement_not_for_type: { filed: { replacementSkuId: "sku-2" } },
  replacement_unknown: { filed: { replacementSkuId: "sku-2" }, request: { serviceType: "exchange", reason: "30.03" } },
  amendment_missing: { request: { serviceType: "amend_order", reason: "10.03" } },
  amendment_not_for_type: { request: { amendment: { kind: "items" } } },
  payment_method_unknown: { request: { differenceBy: { methodRef: "card-9" } } },
  refund_target_unknown: { request: { refundTo: { methodRef: "card-9", consented: true } } },
  refund_consent_missing: {
    buyer: { methods: [{ methodRef: "card-9", tenderKind: "card", balanceMinor: null }] },
    request: { refundTo: { methodRef: "card-9", consented: false } },
  },
  agreed_amount_missing: { request: { serviceType: "refund_only", refundOnlyKind: "agreed", reason: "40.01" } },
  agreed_amount_not_positive: { request: { serviceType: "refund_only", refundOnlyKind: "agreed", reason: "40.01", agreedMinor: 0n } },
  agreed_amount_above_paid: { request: { serviceType: "refund_only", refundOnlyKind: "agreed", reason: "40.01", agreedMinor: 12_801n } },
  wrong_currency: { operation: { currency: "USD" as Currency }, order: { currency: "CNY" as Currency } },
};

describe("a filing that does not hang together", () => {
  it("is admitted when nothing is wrong", () => {
    expect(admit(filing(), BASE)).toBeNull();
    expect(admit(filing({ claims: [claim({ open: false, rejected: true })] }), BASE)).toBeNull();
  });

  for (const code of FILING_REJECTIONS)
    it(`is turned away: ${code}`, () => {
      expect(admit(filing(WRONG[code]), BASE)).toMatchObject({ kind: "rejected", code });
    });

  it("may be asked again after a refusal with something new to show, by contesting it, or for another reason", () => {
    const refused = claim({ open: false, rejected: true, lines: [], reason: "30.01", lineNos: [1] });
    expect(admit(filing({ claims: [refused], request: { evidence: photos(1) } }), BASE)).toBeNull();
    expect(admit(filing({ claims: [refused], request: { contestsRefusal: true } }), BASE)).toBeNull();
    expect(admit(filing({ claims: [{ ...refused, reason: "40.01" }] }), BASE)).toBeNull();
  });

  it("is asked for a separate consent by the text that fits it, and by a pack from before there were such texts for none", () => {
    const shown = (reason: string, serviceType: "compensation" | "return_refund") =>
      filing({ request: { reason, serviceType, evidence: photos(1) } });
    const before = { ...BASE, tables: new Map([...BASE.tables].filter(([id]) => id !== "consents")) };
    for (const [reason, serviceType, version] of [
      ["70.10", "compensation", "medical-1"],
      ["90.06", "return_refund", "minor-1"],
    ] as const) {
      expect(admit(shown(reason, serviceType), BASE)).toMatchObject({ code: "evidence_consent_missing", params: { version } });
      expect(admit(shown(reason, serviceType), before)).toBeNull();
    }
  });

  it("is told how many pieces are left", () => {
    const given = { lines: [line({ quantity: 3 })], claims: [claim({ lines: [{ lineNo: 1, quantity: 2 }] })] };
    expect(admit(filing(given), BASE)?.params).toMatchObject({ lineNo: 1, askedQuantity: 3, leftQuantity: 1 });
  });

  it("is heard three times while the goods are awaited and five times once they are there; a person at the desk files on", () => {
    const asked = (times: number, given: Filing, pack = BASE) => {
      const claims = Array.from({ length: times }, () => claim({ serviceType: "refund_only", open: false, lines: [], lineNos: [1] }));
      return admit(filing({ claims, ...given }), pack)?.code ?? null;
    };
    const back = { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.04" } as const;
    const awaited: Filing = { stage: "in_transit", request: back };
    const there: Filing = { stage: "delivered", request: back };
    const tooMany = "too_many_requests_for_line";
    expect([2, 3].map(times => asked(times, awaited))).toEqual([null, tooMany]);
    expect([4, 5].map(times => asked(times, there))).toEqual([null, tooMany]);
    expect(asked(9, { stage: "in_transit", request: { ...back, appliedBy: { role: "agent", id: "agent-1" } } })).toBeNull();
    const { "requests.mostBeforeReceipt": _, ...parameters } = BASE.parameters;
    expect(asked(4, awaited, { ...BASE, parameters })).toBeNull();
  });

  it("is heard no more often while what it asked is open than when it is over, where it asks for no pieces", () => {
    const open = Array.from({ length: 5 }, () => claim({ serviceType: "complaint", open: true, lines: [], lineNos: [1] }));
    const asks = (claims: typeof open) =>
      admit(filing({ claims, request: { serviceType: "complaint", reason: "80.06" } }), BASE)?.code ?? null;
    expect([asks(open.slice(1)), asks(open)]).toEqual([null, "too_many_requests_for_line"]);
  });

  it("may complain about pieces that are in another case", () => {
    expect(admit(filing({ claims: [claim()], request: { serviceType: "complaint", reason: "80.06" } }), BASE)).toBeNull();
  });
});

describe("a filing over several sellers", () => {
  it("becomes one for each seller, in the order of its lines", () => {
    const other = "seller_00000000000000000000000x";
    const facts = filing({ lines: [line(), line({ lineNo: 2, sellerId: other }), line({ lineNo: 3 })] });
    expect(splitFiling(facts.request, facts.order).map(part => part.lines.map(filed => filed.lineNo))).toEqual([[1, 3], [2]]);
  });

  it("stays whole for one seller, unknown lines and all", () => {
    const facts = filing({ request: { lines: [filedLine, { ...filedLine, lineNo: 9 }] } });
    expect(splitFiling(facts.request, facts.order)).toEqual([facts.request]);
  });

  it("is not split where one sum was agreed with all of them: it would be paid by each", () => {
    const other = "seller_00000000000000000000000x";
    const agreed = { serviceType: "refund_only", refundOnlyKind: "agreed", reason: "40.01", agreedMinor: 500n } as const;
    const facts = filing({ lines: [line(), line({ lineNo: 2, sellerId: other })], request: agreed });
    const [whole, ...others] = splitFiling(facts.request, facts.order);
    expect([whole?.lines.length, others]).toEqual([2, []]);
    expect(admit({ ...facts, request: whole ?? facts.request }, BASE)?.code).toBe("several_sellers");
  });
});

describe("a filing for several services", () => {
  const exchange = { serviceType: "exchange", refundOnlyKind: null, reason: "30.03" } as const;

  it("becomes one for each, also where two pieces of one line are to go different ways", () => {
    const { request, order } = filing({});
    const lines = [filedLine, { ...filedLine, replacementSkuId: "sku-2", asks: exchange }];
    expect(splitFiling({ ...request, lines }, order)).toEqual([
      { ...request, lines: [filedLine] },
      { ...request, ...exchange, lines: [{ ...filedLine, replacementSkuId: "sku-2" }] },
    ]);
  });

  it("loses no sum agreed for want of a line: it is left where it is refused by name", () => {
    const { request, order } = filing({});
    const parts = splitFiling({ ...request, agreedMinor: 500n, lines: [{ ...filedLine, asks: exchange }] }, order);
    expect(parts.map(({ agreedMinor, lines }) => [agreedMinor, lines.length])).toEqual([
      [null, 1],
      [500n, 0],
    ]);
  });
});
