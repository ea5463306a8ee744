import { type Id, makeOrdinalId } from "@amends/domain/kernel/ids";
import { addMs, type Instant, instant, MINUTE_MS } from "@amends/domain/kernel/time";
import { expect, test } from "vitest";
import { createHandedSends } from "./handed-sends.ts";
import type { LeasedSend } from "./notice-ports.ts";

const START = instant(Date.UTC(2026, 4, 6));
const CASE: Id<"case"> = "case_00000000000000000000000000";

const handedAt = (clock: { at: Instant }) => createHandedSends({ now: () => clock.at });

const sendOf = (place: number, leasedUntil: Instant): LeasedSend => ({
  notice: {
    noticeId: makeOrdinalId("notice", CASE, place),
    operationId: "operation_000000000000000000000000",
    customerId: "customer_00000000000000000000000000",
    caseId: CASE,
    template: "notice.case_filed",
    params: {},
    isUrgent: false,
    at: START,
  },
  channel: "wechat",
  faults: 0,
  leasedUntil,
  externalCustomerId: "buyer-1",
  personId: "person_00000000000000000000000000",
  secret: null,
  phone: null,
  email: null,
  settings: null,
});

test("what was handed over leaves once, the oldest first", () => {
  const handed = handedAt({ at: START });
  const leasedUntil = handed.leaseNow() ?? START;
  const sends = [1, 2, 3].map(place => sendOf(place, leasedUntil));
  handed.hand(sends);
  expect(handed.take(2)).toEqual(sends.slice(0, 2));
  expect(handed.take(2)).toEqual(sends.slice(2));
  expect(handed.take(2)).toEqual([]);
});

test("a send that waited so long that its lease could run out on the way is left to whoever leases it next", () => {
  const clock = { at: START };
  const handed = handedAt(clock);
  handed.hand([sendOf(1, handed.leaseNow() ?? START)]);
  clock.at = addMs(START, MINUTE_MS + 1);
  const fresh = sendOf(2, handed.leaseNow() ?? START);
  handed.hand([fresh]);
  expect(handed.take(10)).toEqual([fresh]);
});

test("who has enough waiting leases no more: the next is for whoever has time", () => {
  const handed = handedAt({ at: START });
  const leasedUntil = handed.leaseNow() ?? START;
  handed.hand(Array.from({ length: 500 }, (_, place) => sendOf(place + 1, leasedUntil)));
  expect(handed.leaseNow()).toBeNull();
  handed.take(1);
  expect(handed.leaseNow()).toBe(leasedUntil);
});
