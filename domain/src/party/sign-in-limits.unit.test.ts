import { describe, expect, it } from "vitest";
import { addMs, instant } from "../kernel/time.ts";
import { ACCOUNT_LOCKS_MS, ADDRESS_LOCKS_MS, isSessionAlive, weaknessOf } from "./sign-in-limits.ts";

const NOW = instant(1_763_000_000_000);

describe("limits of signing in", () => {
  it("a session lives while it is used, and never beyond its end", () => {
    const times = { lastSeenAt: NOW, expiresAt: addMs(NOW, 1000), idleMs: 400 };
    expect([399, 400].map(ms => isSessionAlive(times, addMs(NOW, ms)))).toEqual([true, false]);
    expect([999, 1000].map(ms => isSessionAlive({ ...times, lastSeenAt: addMs(NOW, 900) }, addMs(NOW, ms)))).toEqual([true, false]);
  });

  it("a password is long, varied and not one's own name; of what kinds of characters is nobody's business", () => {
    expect(weaknessOf("short one", "a@b.cn")).toBe("too_short");
    expect(weaknessOf("aaaaaaaaaaaabb", "a@b.cn")).toBe("too_uniform");
    expect(weaknessOf("my LiLei2000 forever", "lilei2000@b.cn")).toBe("holds_email_name");
    expect(weaknessOf("四匹马与一个订书钉在桌上", "lilei@b.cn")).toBeUndefined();
  });

  it("each further failure locks longer, a known account sooner than a whole address", () => {
    for (const locks of [ACCOUNT_LOCKS_MS, ADDRESS_LOCKS_MS]) expect([...locks].sort((left, right) => left - right)).toEqual(locks);
    const firstLock = (locks: readonly number[]) => locks.findIndex(ms => ms > 0) + 1;
    expect([firstLock(ACCOUNT_LOCKS_MS), firstLock(ADDRESS_LOCKS_MS)]).toEqual([5, 20]);
  });
});
