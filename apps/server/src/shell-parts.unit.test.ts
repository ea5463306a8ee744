import { addMs, instant } from "@amends/domain/kernel/time";
import { describe, expect, it } from "vitest";
import { cursorOf, keyOfCursor } from "./cursor.ts";
import { addressOf } from "./gate.ts";
import { examine } from "./health.ts";
import { createKnownCredentials } from "./known-credentials.ts";
import { createLastSeen } from "./last-seen.ts";
import { createMetrics } from "./metrics.ts";
import { createTokenBuckets } from "./token-buckets.ts";

const NOW = instant(1_763_000_000_000);

describe("token buckets", () => {
  const size = { burst: 2, perSecond: 0.5 };

  it("let a burst through, then say when, and refill no further than the burst", () => {
    const buckets = createTokenBuckets();
    expect([1, 2, 3].map(() => buckets.take("a", size, NOW))).toEqual([0, 0, 2]);
    expect(buckets.take("b", size, NOW)).toBe(0);
    expect(buckets.take("a", size, addMs(NOW, 2000))).toBe(0);
    const much = addMs(NOW, 3_600_000);
    expect([1, 2, 3].map(() => buckets.take("a", size, much))).toEqual([0, 0, 2]);
  });

  it("do not run backwards with the clock", () => {
    const buckets = createTokenBuckets();
    buckets.take("a", size, NOW);
    expect(buckets.take("a", size, addMs(NOW, -10_000))).toBe(0);
    expect(buckets.take("a", size, addMs(NOW, -10_000))).toBe(2);
  });

  it("forget the longest untouched when there are too many", () => {
    const buckets = createTokenBuckets(2);
    const one = { burst: 1, perSecond: 1 };
    for (const key of ["a", "b", "c"]) buckets.take(key, one, NOW);
    expect(buckets.take("c", one, NOW)).toBe(1);
    expect(buckets.take("a", one, NOW)).toBe(0);
  });
});

describe("known credentials", () => {
  const authenticated = { principal: { role: "integrator", operationId: "operation_x", keyId: "key_x" }, access: "full" } as const;

  it("are believed for their life, never beyond their own end, and not once forgotten", () => {
    const known = createKnownCredentials(5000);
    known.put("h", authenticated, NOW);
    known.put("ends", { ...authenticated, endsAt: addMs(NOW, 1000) }, NOW);
    expect(known.get("h", addMs(NOW, 4999))).toBe(authenticated);
    expect([known.get("ends", addMs(NOW, 1000)), known.get("h", addMs(NOW, 5000)), known.get("other", NOW)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    known.put("h", authenticated, NOW);
    known.forgetWhere(({ principal }) => principal.operationId === "operation_x");
    expect(known.get("h", NOW)).toBeUndefined();
  });
});

it("a household's IPv6 addresses count as one, IPv4 addresses each for itself", () => {
  expect(addressOf("2001:db8:1:2:aaaa::1")).toBe(addressOf("2001:db8:1:2:bbbb:cccc:dddd:eeee"));
  expect(addressOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(addressOf("::1")).toBe("0:0:0:0::/64");
  expect([addressOf("10.0.0.1"), addressOf("::ffff:10.0.0.1")]).toEqual(["10.0.0.1", "::ffff:10.0.0.1"]);
});

it("a cursor comes back as it was made; a strange one starts at the beginning", () => {
  expect(keyOfCursor(cursorOf(["续安", 7]))).toEqual(["续安", 7]);
  for (const strange of [undefined, "!!", "e30", cursorOf([]), Buffer.from('[{"a":1}]').toString("base64url")])
    expect(keyOfCursor(strange)).toEqual([]);
});

it("a check that hangs fails, and does not hide the others", async () => {
  const health = await examine(
    [
      { name: "database", check: async () => undefined },
      { name: "workers", check: () => new Promise(() => undefined) },
    ],
    1,
  );
  expect([health.isReady, health.checks]).toEqual([false, { database: "ok", workers: "failed" }]);
});

it("last seen is written once per id with the latest time", async () => {
  const written: unknown[] = [];
  const batch = createLastSeen(async seen => void written.push(seen));
  for (const at of [3, 9, 5]) batch.mark("a", instant(at));
  await batch.flush();
  await batch.flush();
  expect(written).toEqual([[{ id: "a", at: 9 }]]);
});

describe("metrics", () => {
  it("are a cumulative histogram and gauges others register, once each", async () => {
    const metrics = createMetrics();
    for (const seconds of [0.004, 0.018, 99]) metrics.observeRequest({ method: "GET", route: "/v1/me", status: 200 }, seconds);
    metrics.registerGauge("amends_effects_parked", "Effects that need a person.", () => [{ labels: { gateway: 'a"b' }, value: 3 }]);
    metrics.registerGauge("amends_broken", "Cannot be read.", () => Promise.reject(new Error("gone")));
    const text = await metrics.render();
    metrics.close();
    const labels = 'method="GET",route="/v1/me",status="200"';
    expect(text).toContain(`amends_http_request_duration_seconds_bucket{${labels},le="0.005"} 1\n`);
    expect(text).toContain(`amends_http_request_duration_seconds_bucket{${labels},le="0.02"} 2\n`);
    expect(text).toContain(`amends_http_request_duration_seconds_bucket{${labels},le="+Inf"} 3\n`);
    expect(text).toContain('amends_effects_parked{gateway="a\\"b"} 3');
    expect(text).not.toContain("\namends_broken ");
    expect(() => metrics.registerGauge("amends_effects_parked", "", () => 0)).toThrow("already");
    expect(() => metrics.registerGauge("Effects", "", () => 0)).toThrow("amends_");
  });
});
