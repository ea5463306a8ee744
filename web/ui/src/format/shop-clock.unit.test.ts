import { afterEach, expect, it } from "vitest";
import { setShopClock, shopNow } from "./shop-clock.ts";
import { dayAndClock, dayWords } from "./time.ts";

const SHANGHAI = { id: "Asia/Shanghai", offsetMinutes: 480 };
/** 18:00 in Shanghai, 19:00 in Tokyo. */
const now = Date.UTC(2026, 10, 21, 10);

afterEach(() => setShopClock({ now: Date.now(), zone: SHANGHAI }, Date.now()));

it("a browser whose clock is an hour slow counts on the server's", () => {
  const heardAt = Date.now();
  setShopClock({ now: heardAt + 3_600_000, zone: SHANGHAI }, heardAt);
  expect(shopNow() - Date.now()).toBeGreaterThanOrEqual(3_599_000);
  setShopClock({ now: heardAt + 500, zone: SHANGHAI }, heardAt);
  expect(shopNow() - Date.now()).toBeLessThan(1_000);
});

it("a time is shown in the operation's own zone", () => {
  setShopClock({ now, zone: { id: "Asia/Tokyo", offsetMinutes: 540 } }, now);
  expect(dayAndClock(now, now, "zh")).toBe("今天 19:00");
  expect(dayWords(now + 5 * 3_600_000, now, "zh")).toBe("明天");
});
