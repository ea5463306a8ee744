import { type CaseId, makeId, type OperationId, type Shard, shardOf } from "@amends/domain/kernel/ids";
import type { Currency } from "@amends/domain/kernel/money";
import { instant } from "@amends/domain/kernel/time";
import { evolveRecourse } from "@amends/domain/recourse/evolve-recourse";
import type { RecordedRecourse } from "@amends/domain/recourse/recourse-event";
import { commandRecourse } from "@amends/flows/command-recourse";
import { followRecoveries } from "@amends/flows/follow-advances";
import { advancePot } from "@amends/flows/pot-ports";
import { BY_SYSTEM } from "@amends/flows/run-recourses";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { RUNNING } from "../../../../test/harness/a-case.ts";
import { createTestDatabase, type TestDatabase } from "../../../../test/harness/database.ts";
import { createPotStore } from "../pots/pot-store.ts";
import { createAdvanceReader } from "./advance-reader.ts";
import { createRecourseStore } from "./recourse-store.ts";
import { createStuckAdvances } from "./stuck-advances.ts";

const OPERATION: OperationId = "operation_000000000000000000000000";
const CNY = "CNY" as Currency;
const AT = instant(1000);
const OWED_MINOR = 100n;

let database: TestDatabase;
let admin: pg.Pool;
let pool: pg.Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  admin = new pg.Pool({ connectionString: database.url, max: 1 });
  pool = new pg.Pool({ connectionString: database.writerUrl, max: 4 });
});
afterAll(async () => {
  await Promise.all([admin.end(), pool.end()]);
  await database.drop();
});

const ports = () => ({
  recourses: createRecourseStore(pool),
  advances: createAdvanceReader(pool),
  stuckAdvances: createStuckAdvances(pool),
  pots: createPotStore(pool),
  policy: { packByHash: async () => RUNNING },
  chance: (bytes: number) => new Uint8Array(bytes),
  clock: { now: () => AT },
});

/** A seller came to owe it, and the fund has not heard. */
const owed = async (no: number): Promise<CaseId> => {
  const { recourses, policy } = ports();
  const shard = no as Shard;
  const bytes = new Array(12).fill(no);
  const event: RecordedRecourse = {
    type: "recourse_opened",
    ...{ recourseId: makeId("recourse", no, shard, bytes), caseId: makeId("case", no, shard, bytes) },
    ...{ operationId: OPERATION, sellerId: makeId("seller", no, shard, bytes), bearer: "seller", postedTo: "seller", currency: CNY },
    ...{ packHash: "any", externalOrderNo: `A-${no}`, seq: 1, at: AT, by: BY_SYSTEM },
  };
  const opened = evolveRecourse(null, event);
  await recourses.commit({ shard, before: null, state: opened, events: [event], legs: [], takes: [], moves: [], at: AT });
  await commandRecourse({ recourses, policy }, opened, { kind: "owe", owedMinor: OWED_MINOR, asOfVersion: 1 }, { by: BY_SYSTEM, at: AT });
  return event.caseId;
};

test("a case whose fund cannot be told of it is parked, and those beside and behind it are told", async () => {
  const { pots, stuckAdvances, recourses } = ports();
  const { shard, potId } = advancePot(shardOf(OPERATION), OPERATION);
  await pots.open({ shard, potId }, { operationId: OPERATION, sellerId: null, kind: "advance", currency: CNY, limitMinor: 10_000n });
  const [first, bad, behind] = [await owed(1), await owed(2), await owed(3)];
  await admin.query(`
    create function no_room() returns trigger language plpgsql as $$ begin raise exception 'no room for %', new.case_id; end $$;
    create trigger no_room before insert on pot_exposures for each row when (new.case_id = '${bad}') execute function no_room()`);

  expect(await followRecoveries(ports(), AT, 10)).toBe(3);

  const { rows } = await pool.query("select case_id, exposed_minor::int as exposed from pot_exposures where pot_id = $1 order by case_id", [
    potId,
  ]);
  expect(rows).toEqual([first, behind].toSorted().map(case_id => ({ case_id, exposed: 100 })));
  expect(await stuckAdvances.list(OPERATION, 10)).toMatchObject([{ caseId: bad, attempts: 1, lastFault: `error: no room for ${bad}` }]);
  expect(await recourses.unexposed(10)).toEqual([]);
});
