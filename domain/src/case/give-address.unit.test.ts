import { describe, expect, test } from "vitest";
import { aCase, after, type CaseParts, EVERYWHERE, later, NOWHERE, type Running, SHOP_BOOK } from "../../../test/case/a-case.ts";
import { HAND_OVER, refusal, WITHDRAW } from "../../../test/case/commands-given.ts";
import { answered } from "../../../test/case/how-it-went.ts";
import { addMs, DAY_MS, type Instant } from "../kernel/time.ts";
import type { ReturnPlaces } from "./return-destination.ts";

const opened = (places: ReturnPlaces, parts: Partial<CaseParts> = {}): Running => aCase({ template: "return_refund", places, ...parts });
/** From then on goods may go there; a book that was changed is told of with what stood in its place. */
const told = (running: Running, places: ReturnPlaces, at: Instant, was: Partial<ReturnPlaces> = {}): Running =>
  after({ ...running, rules: { ...running.rules, places } }, ["system", { kind: "note_return_address", was, since: at }, at]);
const lapsed = (running: Running, at: Instant): Running => {
  const step = activeIn(running);
  return after(running, ["system", { kind: "step_due", stepNo: step.stepNo }, at]);
};
const activeIn = ({ opened: { state } }: Running) => state.steps.find(({ status }) => status === "active") ?? expect.unreachable();
const stepAt = ({ opened: { state } }: Running, key: string) => state.steps.findLast(step => step.key === key);
const corrected: ReturnPlaces = { ...NOWHERE, book: [{ addressNo: 1, isDefault: true, contactTextId: "text_000000000000000000000077" }] };

describe("7P-2: where nobody knows where goods go", () => {
  test("the buyer's time has not begun, and the seller is asked with a time of its own", () => {
    const waiting = opened(NOWHERE);
    expect(stepAt(waiting, "send_back_goods")).toMatchObject({ status: "ready", dueAt: null, startedAt: null });
    expect(activeIn(waiting)).toMatchObject({ type: "give_address", owner: "seller", dueAt: later(7), standardDueAt: later(1) });
  });

  test("the buyer has all of their time from when it is given, however late", () => {
    const given = told(opened(NOWHERE), SHOP_BOOK, later(5));
    expect(stepAt(given, "give_address")?.outcome).toBe("given");
    expect(activeIn(given)).toMatchObject({ key: "send_back_goods", startedAt: later(5), dueAt: later(12) });
  });

  test("a word that was lost is found out when the step's own time has come", () => {
    const asked = opened(NOWHERE);
    const known = { ...asked, rules: { ...asked.rules, places: SHOP_BOOK } };
    expect(activeIn(lapsed(known, later(7)))).toMatchObject({ key: "send_back_goods", dueAt: later(14) });
  });

  test("L-32, F-18: a seller that gives none within seven days pays back, and the buyer sends nothing", () => {
    const silent = lapsed(opened(NOWHERE), later(7));
    expect([stepAt(silent, "give_address")?.outcome, stepAt(silent, "send_back_goods")?.outcome]).toEqual(["not_given", "no_address"]);
    expect(activeIn(silent).type).toBe("refund");
  });

  test("no silence of the platform's decides for an inspection centre without an address, nor of a seller's on an exchange", () => {
    const centre = opened(SHOP_BOOK, { template: "guarantee_verified" });
    expect(activeIn(centre)).toMatchObject({ type: "give_address", owner: "platform", onTimeout: "escalate" });
    const collected = answered(opened(NOWHERE, { template: "quality_exchange" }), "reserve_stock", { kind: "stock_reserved" });
    expect([stepAt(collected, "pickup")?.status, activeIn(collected).onTimeout]).toEqual(["ready", "escalate"]);
    expect(activeIn(opened(EVERYWHERE, { template: "guarantee_verified" })).key).toBe("send_to_centre");
  });

  test("the buyer may take it all back, or say that it was sent where they were told elsewhere", () => {
    const back = after(opened(NOWHERE), ["buyer", WITHDRAW]);
    expect(back.opened.state.end).toBe("withdrawn");
    const sent = after(opened(NOWHERE), ["buyer", HAND_OVER]);
    expect([stepAt(sent, "give_address")?.status, activeIn(sent).type]).toEqual(["cancelled", "receive"]);
    expect(refusal(opened(NOWHERE), "warehouse", HAND_OVER)).toBe("not_the_owner");
  });
});

describe("L-32: an address that was wrong", () => {
  test("gives the buyer all of their time again, once for each correction", () => {
    const running = opened(SHOP_BOOK);
    const anew = told(running, corrected, later(4), { book: SHOP_BOOK.book });
    expect(activeIn(anew)).toMatchObject({ key: "send_back_goods", dueAt: later(11) });
    const again = told(anew, corrected, later(6), { book: SHOP_BOOK.book });
    expect(again.opened.state.version).toBe(anew.opened.state.version);
  });

  test("changes nothing for who began to send after it was put right", () => {
    const running = opened(corrected);
    const heard = (since: Instant) =>
      after(running, ["system", { kind: "note_return_address", was: { book: SHOP_BOOK.book }, since }, later(1)]);
    expect(heard(addMs(later(0), -1)).opened.state.version).toBe(running.opened.state.version);
    expect(activeIn(heard(later(0))).dueAt, "who began in that very moment may have been told the old one").toBe(later(8));
  });

  test("changes nothing where the goods go where they went before", () => {
    const running = opened(SHOP_BOOK);
    const same = told(running, { ...SHOP_BOOK, receivers: EVERYWHERE.receivers }, later(4), { receivers: [] });
    expect(same.opened.state.version).toBe(running.opened.state.version);
  });

  test("and was taken away stops the buyer's time until there is another", () => {
    const gone = told(opened(SHOP_BOOK), NOWHERE, later(4), { book: SHOP_BOOK.book });
    expect(activeIn(gone)).toMatchObject({ type: "give_address", dueAt: later(11) });
    const back = told(gone, corrected, later(6));
    expect(activeIn(back)).toMatchObject({ key: "send_back_goods", dueAt: later(6) + 7 * DAY_MS });
  });
});

test("a courier is told whose address it is and which", () => {
  const collected = after(opened(SHOP_BOOK), ["buyer", { kind: "request_pickup" }]);
  const centre = after(opened(EVERYWHERE, { template: "guarantee_verified" }), ["buyer", { kind: "request_pickup" }]);
  const pickupOf = ({ opened: { effects } }: Running) => effects.find(({ kind }) => kind === "book_pickup");
  expect(pickupOf(collected)).toMatchObject({ returnAddressNo: 1, toTextId: SHOP_BOOK.book[0]?.contactTextId });
  expect(pickupOf(collected)).not.toHaveProperty("receiverId");
  expect(pickupOf(centre)).toMatchObject({ receiverId: EVERYWHERE.receivers[0]?.receiverId });
});
