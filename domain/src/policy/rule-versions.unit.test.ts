import { describe, expect, test } from "vitest";
import { addMs, DAY_MS, HOUR_MS, instant, SECOND_MS } from "../kernel/time.ts";
import { parseManifest } from "./manifest.ts";
import { announcementOf, beginningOf, noticeMsOf, upcomingVersions, versionInForce } from "./rule-versions.ts";

const NOW = instant(1_763_700_000_000);
const after = (ms: number) => addMs(NOW, ms);
const version = (versionNo: number, effectiveAt: number) => ({
  versionNo,
  packHash: `v${versionNo}`,
  announcedAt: NOW,
  effectiveAt: instant(effectiveAt),
});
const dated = (ms: number) => ({ effectiveAt: after(ms), urgent: null });
const SEVEN_DAYS = noticeMsOf("minor", {});
const URGENT = { reason: { zh: "法院判决", en: "A court's judgment" }, approvedBy: ["Wang", "Li"] };

describe("G-5: notice of a change", () => {
  test("six days and twenty-three hours are too short, seven days are enough", () => {
    const short = beginningOf(dated(7 * DAY_MS - HOUR_MS), SEVEN_DAYS, NOW);
    expect(short).toMatchObject({ kind: "too_soon", earliestAt: after(7 * DAY_MS) });
    expect(beginningOf(dated(7 * DAY_MS), SEVEN_DAYS, NOW)).toEqual({ kind: "begins", effectiveAt: after(7 * DAY_MS) });
  });

  test("a major change waits fifteen days, a pack may ask for more and never for less", () => {
    expect(noticeMsOf("major", {})).toBe(15 * DAY_MS);
    expect(noticeMsOf("major", { "notice.majorDays": 30 })).toBe(30 * DAY_MS);
    expect(noticeMsOf("minor", { "notice.days": 1 })).toBe(7 * DAY_MS);
  });

  test("what is worse for nobody holds at once", () => {
    expect(noticeMsOf("none", { "notice.days": 7 })).toBe(0);
    expect(beginningOf(dated(-DAY_MS), 0, NOW)).toEqual({ kind: "begins", effectiveAt: NOW });
  });

  test("one without a date holds as soon as its notice has run", () => {
    expect(beginningOf({ effectiveAt: null, urgent: null }, SEVEN_DAYS, NOW)).toEqual({ kind: "begins", effectiveAt: after(7 * DAY_MS) });
  });

  test("what the law asks for at once holds at once, with a reason and two people who answer for it", () => {
    expect(beginningOf({ effectiveAt: null, urgent: URGENT }, SEVEN_DAYS, NOW)).toEqual({ kind: "begins", effectiveAt: NOW });
    expect(beginningOf({ ...dated(HOUR_MS), urgent: URGENT }, SEVEN_DAYS, NOW)).toEqual({ kind: "begins", effectiveAt: after(HOUR_MS) });
  });
});

const MANIFEST = { id: "base", version: "1", kind: "base", engine: 1 };
const source = (more: object) => ({ manifest: { ...MANIFEST, ...more }, tables: {}, templates: {}, parameters: {}, texts: {} });
const faultsOf = (more: object) => parseManifest({ ...MANIFEST, ...more }).problems.map(({ message }) => message);

test("a date needs its offset, and an urgency its reason in both languages and two names that differ", () => {
  expect(faultsOf({ effectiveAt: "2026-12-01T00:00:00+08:00", urgent: URGENT })).toEqual([]);
  for (const effectiveAt of ["2026-12-01", "2026-12-01T00:00:00", "2026-02-30T00:00:00Z", 5])
    expect(faultsOf({ effectiveAt })).toHaveLength(1);
  for (const urgent of [
    { ...URGENT, approvedBy: ["Wang"] },
    { ...URGENT, approvedBy: ["Wang", " Wang "] },
    { ...URGENT, reason: { zh: "", en: "x" } },
  ])
    expect(faultsOf({ urgent })).toHaveLength(1);
});

test("of several layers the one that begins last says when the whole does", () => {
  const layers = [source({ effectiveAt: "2026-12-01T00:00:00+08:00" }), source({}), source({ effectiveAt: "2026-12-03T00:00:00+08:00" })];
  expect(announcementOf(layers)).toEqual({ effectiveAt: Date.parse("2026-12-02T16:00:00Z"), urgent: null });
  expect(announcementOf([source({ urgent: URGENT })]).urgent).toEqual(URGENT);
});

describe("the version of a moment", () => {
  const versions = [version(1, NOW), version(2, after(7 * DAY_MS)), version(3, after(7 * DAY_MS)), version(4, after(9 * DAY_MS))];

  test("a second before the date it is the old one, and on the date the one announced last for it", () => {
    expect(versionInForce(versions, after(7 * DAY_MS - SECOND_MS))?.versionNo).toBe(1);
    expect(versionInForce(versions, after(7 * DAY_MS))?.versionNo).toBe(3);
  });

  test("what is older than the rules is judged by the first of them", () => {
    expect(versionInForce(versions, after(-DAY_MS))?.versionNo).toBe(1);
    expect(versionInForce([], NOW)).toBeNull();
  });

  test("to come are those that will hold, soonest first", () => {
    expect(upcomingVersions(versions, NOW).map(({ versionNo }) => versionNo)).toEqual([3, 4]);
    expect(upcomingVersions(versions, after(9 * DAY_MS))).toEqual([]);
  });
});
