import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ShopOrder } from "../harness/a-shop.ts";
import { ADMIN, adminPool, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, packFilesOf, startWholeServer, type WholeServer } from "../harness/whole-server.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;
const PHOTO = { kind: "photo" };
const one = (more: object = {}) => ({ lines: [{ lineNo: 1, quantity: 1, condition: "unopened", ...more }] });
const RETURN = { serviceType: "return_refund", reason: "30.01", ...one() };
const SENT = (no: string) => ["hand-over", { carrier: "SF", trackingNo: no }] as const;
const RECEIVED = ["receive", { lines: [{ lineNo: 1, quantity: 1 }] }] as const;

type Told = readonly [command: string, body: object];
type Row = {
  readonly words: string;
  readonly order?: Omit<ShopOrder, "no">;
  readonly filing: object;
  /** How the case comes to the step. */
  readonly reach?: (no: string) => readonly Told[];
  readonly step: string;
  readonly keeps: Told;
  /** Silence. */
  readonly seconds: number;
  readonly means: string;
  /** Rungs that come before the silence. */
  readonly climbs: readonly string[];
};

const MERCHANT = ["warn", "remind", "reassign", "supervisor", "platform"];
const OWN = ["warn", "remind", "reassign", "supervisor"];

const ROWS: readonly Row[] = [
  {
    words: "a refund before shipment: the seller answers within 24 h, else it is agreed",
    order: { shipped: false },
    filing: { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.06", ...one() },
    step: "review",
    keeps: ["approve", {}],
    seconds: DAY,
    means: "approved",
    climbs: MERCHANT,
  },
  {
    words: "a refund without the goods: 36 h, else it is agreed",
    filing: { serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01", ...one({ goodsReceived: false }) },
    step: "review",
    keeps: ["approve", {}],
    seconds: 36 * HOUR,
    means: "approved",
    climbs: MERCHANT,
  },
  {
    words: "a return: 36 h, else it is agreed",
    filing: { serviceType: "return_refund", reason: "40.01", evidence: [PHOTO], ...one({ condition: "opened_intact" }) },
    step: "review",
    keeps: ["approve", {}],
    seconds: 36 * HOUR,
    means: "approved",
    climbs: MERCHANT,
  },
  {
    words: "a re-send: 48 h, else it is agreed",
    filing: { serviceType: "resend", reason: "60.02", ...one() },
    step: "review",
    keeps: ["approve", {}],
    seconds: 48 * HOUR,
    means: "approved",
    climbs: MERCHANT,
  },
  {
    words: "a repair: 48 h, else it is agreed",
    filing: { serviceType: "repair", reason: "40.02", evidence: [PHOTO], ...one() },
    step: "review",
    keeps: ["approve", {}],
    seconds: 48 * HOUR,
    means: "approved",
    climbs: MERCHANT,
  },
  {
    words: "the buyer sends the goods within 7 d, else the case is closed",
    filing: RETURN,
    step: "drop_off",
    keeps: SENT("SF7700"),
    seconds: 7 * DAY,
    means: "expired",
    climbs: ["remind"],
  },
  {
    words: "7 d after it was sent a return counts as received",
    filing: RETURN,
    reach: no => [SENT(`SF71${no}`)],
    step: "receive",
    keeps: RECEIVED,
    seconds: 7 * DAY,
    means: "received",
    // Nothing but the silence is promised here, so its rungs are counted by it.
    climbs: ["warn", "remind"],
  },
  {
    words: "inspected within 48 h of its arrival, else it counts as passed and is refunded",
    filing: RETURN,
    reach: no => [SENT(`SF72${no}`), RECEIVED],
    step: "inspect",
    keeps: ["inspect", { lines: [{ lineNo: 1, grade: "a", good: 1 }] }],
    seconds: 48 * HOUR,
    means: "passed",
    climbs: OWN,
  },
  {
    words: "proof is given within 24 h, else it is decided without",
    order: { promises: [{ kind: "bad_item", by: "platform" }] },
    filing: { serviceType: "guarantee_claim", reason: "70.01", ...one({ damageBasisPoints: 5000 }) },
    step: "collect_evidence",
    keeps: ["evidence", { items: [PHOTO] }],
    seconds: DAY,
    means: "expired",
    climbs: ["remind"],
  },
  {
    words: "a complaint has a solution within 24 h, else it goes up",
    filing: { serviceType: "complaint", reason: "90.01", ...one() },
    step: "review",
    keeps: ["approve", {}],
    seconds: DAY,
    means: "escalate",
    climbs: OWN,
  },
];

let whole: WholeServer;
let pool: pg.Pool;
let shop: RunningShop;
const cases = new Map<string, { readonly kept: string; readonly lapsed: string }>();

const brought = async (row: Row, no: string): Promise<string> => {
  const { caseId } = await shop.opened(no, row.filing);
  for (const [command, body] of row.reach?.(no) ?? []) await told(caseId, command, body);
  return caseId;
};
const told = async (caseId: string, command: string, body: object, caller?: Caller): Promise<void> => {
  const answered = await shop.command(caseId, command, body, caller);
  expect(answered.status, answered.text).toBe(200);
};

beforeAll(async () => {
  whole = await startWholeServer(packFilesOf("base"), { config: WITHOUT_LIMITS, movesClock: true });
  pool = adminPool(whole);
  const orders = ROWS.flatMap(({ order = {} }, index) => [`K${index}`, `L${index}`].map(no => ({ no, ...order })));
  shop = await openShop(whole, pool, { orders });
  const staff = await signedIn(whole, shop, ADMIN.email);
  for (const [index, row] of ROWS.entries()) {
    const [kept, lapsed] = [await brought(row, `K${index}`), await brought(row, `L${index}`)];
    await told(kept, row.keeps[0], row.keeps[1], row.words.startsWith("a complaint") ? staff : undefined);
    cases.set(row.words, { kept, lapsed });
  }
  const moved = await shop.host("POST", "/v1/sandbox/clock:advance", { bySeconds: 8 * DAY });
  expect(moved.status, moved.text).toBe(200);
}, 60_000);
afterAll(async () => {
  await pool?.end();
  await whole?.close();
});

type Happened = {
  readonly type: string;
  readonly at: string;
  readonly data: { readonly stepNo?: number } & Readonly<Record<string, unknown>>;
};

/** What happened to the step of a row, in order. */
const lifeOf = async (caseId: string | undefined, step: string) => {
  const { rows } = await pool.query<Happened>(
    `select type, at, data from case_events where case_id = $1 and (data ->> 'stepNo')::int =
       (select min(step_no) from steps where case_id = $1 and type = $2 and started_at is not null) order by seq`,
    [caseId, step],
  );
  const started = Number(rows.find(({ type, data }) => type === "step_started" && data["ready"] !== true)?.at);
  return rows.map(({ type, at, data }) => ({ type, data, after: (Number(at) - started) / 1000 }));
};

describe.each(ROWS)("$words", ({ words, step, seconds, means, climbs }) => {
  test("kept: nobody is reminded of it and nothing lapses", async () => {
    const life = await lifeOf(cases.get(words)?.kept, step);
    expect(life.map(({ type }) => type).filter(type => type.startsWith("step_"))).toEqual(["step_started", "step_ended"]);
    expect(JSON.stringify(life.at(-1)?.data["automatic"])).not.toContain("silence");
  });

  test("lapsed: it climbs rung by rung, and silence means what was promised, to the second", async () => {
    const life = await lifeOf(cases.get(words)?.lapsed, step);
    const end = life.find(({ type }) => type === "step_ended" || type === "step_escalated");
    expect(end).toMatchObject({ type: means === "escalate" ? "step_escalated" : "step_ended", after: seconds });
    if (means !== "escalate") expect(end?.data).toMatchObject({ outcome: means, automatic: { because: "silence" } });
    const rungs = life.filter(({ type, after }) => type === "step_climbed" && after <= seconds).map(({ data }) => data["action"]);
    expect(rungs).toEqual(climbs);
  });
});
