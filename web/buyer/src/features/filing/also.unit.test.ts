import type { ServiceType } from "@amends/domain/intake/service-type";
import { expect, it } from "vitest";
import type { OpenOption, OrderDetail, OrderOptions } from "../orders/api/get-order.ts";
import { candidatesFor, stillOpen } from "./also.ts";
import type { Also } from "./filing-of.ts";
import { mostEvidence } from "./most-evidence.ts";

const CONSENT = { rowId: "CO-M", version: "medical-1", files: ["photo"], zh: "同意", en: "I agree" };

const option = (type: ServiceType, more: Partial<OpenOption> = {}): OpenOption => ({
  kind: "open",
  type,
  refundOnlyKind: null,
  reason: "30.01",
  name: { zh: type, en: type, source: "" },
  until: null,
  needsPerson: false,
  evidence: { photos: 0, videos: 0, documents: 0, explanation: { zh: "", en: "", source: "" } },
  returnFreight: "none",
  asksShare: false,
  asksKilometres: false,
  back: [],
  rowId: "R-1",
  explanation: { zh: "", en: "", source: "" },
  ...more,
});

const RETURN = option("return_refund");
const EXCHANGE = option("exchange");
const COMPLAINT = option("complaint");
const INJURY = option("compensation", { evidence: { ...RETURN.evidence, consent: CONSENT } });
const WAYS = [RETURN, EXCHANGE, COMPLAINT, option("amend_order"), option("refund_only", { refundOnlyKind: "agreed" }), INJURY];

/** Two pieces of line 1, one of line 2. */
const order = {
  lines: [1, 2].map(lineNo => ({ lineNo, quantity: 3 - lineNo, name: "马克杯" })),
} as unknown as Pick<OrderDetail, "lines">;
const options = {
  lines: [1, 2].map(lineNo => ({ lineNo, piecesLeft: 3 - lineNo, options: WAYS })),
  wholes: [],
} as unknown as OrderOptions;

const offered = (quantity: number): readonly unknown[] =>
  candidatesFor({ order, options, own: [{ lineNo: 1, option: RETURN, quantity }] }).map(({ line, options: open }) => [
    line.lineNo,
    open.map(({ type }) => type),
  ]);

it("an item nothing was asked about comes first; what needs a filing of its own is not offered along", () => {
  expect(offered(2)).toEqual([
    [2, ["return_refund", "exchange", "complaint"]],
    [1, ["complaint"]],
  ]);
});

it("of a line with a piece to spare another way is offered, and not the same way twice", () => {
  expect(offered(1)).toContainEqual([1, ["exchange", "complaint"]]);
});

it("what was chosen before a pause goes with the filing as far as pieces are left for it", () => {
  const also = (lineNo: number, named: string): Also => ({
    lineNo,
    option: named,
    reason: "30.03",
    quantity: 1,
    condition: "unopened",
    damageBasisPoints: null,
    usedKilometres: null,
    replacementSkuId: null,
    differenceBy: null,
  });
  const own = [{ lineNo: 1, option: RETURN, quantity: 1 }];
  const kept = [also(2, "exchange"), also(2, "return_refund"), also(1, "exchange"), also(2, "amend_order"), also(9, "exchange")];
  expect(stillOpen(kept, { order, options, own }).map(({ lineNo, option: named }) => [lineNo, named])).toEqual([
    [2, "exchange"],
    [1, "exchange"],
  ]);
});

it("as much evidence is asked for as the most demanding item wants, and none where no item wants any", () => {
  const asking = (photos: number, videos: number) => ({ evidence: { ...RETURN.evidence, photos, videos } });
  expect(mostEvidence([RETURN, asking(2, 0), asking(1, 1)])).toMatchObject({ photos: 2, videos: 1, documents: 0 });
  expect(mostEvidence([RETURN, EXCHANGE])).toBeNull();
});
