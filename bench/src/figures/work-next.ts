import type { AccountId, OperationId, SellerId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { createAgentStore } from "@amends/postgres/work/agent-store";
import { createWorkStore } from "@amends/postgres/work/work-store";
import pg from "pg";
import { atMost, type Figure, percentile, rounded } from "../figure.ts";
import type { House } from "../stage.ts";

const ITEMS = 10_000;
const AGENTS = 50;
const CALLERS = 8;
const CALLS = 2_000;
const LISTS = 200;
const PAGE = 100;

const BODY = "01jd7v8k2m0f9q3r5s7t";
const DESK: OperationId = `operation_${BODY}9v1x`;
const SHOP: SellerId = `seller_${BODY}9v1x`;
const accountNo = (number: number): AccountId => `account_${BODY}${String(number).padStart(4, "0")}`;

/** Work of four classes and five skills, as a reader of the feed would have written it. */
const FILL = `
insert into work_items (operation_id, item_id, case_id, short_no, step_no, kind, step_owner, seller_id, customer_id, service_type, category, language, tier,
  severity, team, skill, class, effort, keeps_owner, routed_by, waiting_since, rank_at, answer_due_at, standard_due_at, due_at)
select $1, 'item_01jd7v8k2m0f9q3r5s' || lpad(n::text, 6, '0'), 'case_01jd7v8k2m0f9q3r5s' || lpad(n::text, 6, '0'), 'S' || n, 1, 'review', 'platform', $2,
  'customer_01jd7v8k2m0f9q3r5s' || lpad((n % 3000)::text, 6, '0'), 'return_refund', 'shoes', 'zh', 'standard', 'p4', 'first_line',
  (array['general', 'fresh', 'repair', 'logistics', 'vip'])[1 + n % 5], 1 + n % 4, 1, false, 'RT-99', $3::bigint - n * 1000, $3::bigint - n * 1000,
  $3::bigint + 14400000, $3::bigint + 14400000, null
from generate_series(1, $4::int) as n`;

/** How long an idle agent waits for the next item, and a page of the list, while ten thousand wait. At the store: HTTP adds what it adds to every call. */
export const workNext = async ({ writerUrl, admin }: House): Promise<readonly Figure[]> => {
  const pool = new pg.Pool({ connectionString: writerUrl, max: CALLERS });
  try {
    const now = instant(Date.now());
    await admin.query(FILL, [DESK, SHOP, now, ITEMS]);
    await admin.query("analyze work_items");
    const agents = createAgentStore(pool);
    for (let number = 0; number < AGENTS; number += 1) {
      const can = { teams: ["first_line"], skills: number % 2 === 0 ? ["general", "fresh"] : ["repair", "logistics", "vip"] };
      const who = { accountId: accountNo(number), name: `${number}`, role: "agent", sellerId: null } as const;
      await agents.put(DESK, { ...who, ...can, languages: ["zh"], capacity: 100, shifts: [] });
      await agents.setDuty(DESK, accountNo(number), true, now);
    }
    const work = createWorkStore(pool);
    const next = await timed(CALLS, async call => {
      const taken = await work.next(DESK, accountNo(call % AGENTS), now);
      if (taken.kind !== "taken") throw new Error(`nobody was idle and nothing was out of work, and yet: ${taken.kind}`);
    });
    const scope = { kind: "operation", operationId: DESK } as const;
    const listed = await timed(LISTS, async () => {
      const page = await work.list(scope, { view: "waiting" }, { accountId: null, after: null, limit: PAGE, at: now });
      if (page.length !== PAGE) throw new Error(`a page of ${page.length}`);
    });
    const beside = {
      p50_ms: rounded(percentile(next, 0.5)),
      list_p99_ms: rounded(percentile(listed, 0.99)),
      items: ITEMS,
      callers: CALLERS,
    };
    return [{ name: "work_next_p99_ms", value: percentile(next, 0.99), unit: "ms", target: atMost(50), beside }];
  } finally {
    await pool.end();
    await admin.query("delete from work_items where operation_id = $1", [DESK]);
  }
};

const timed = async (count: number, act: (call: number) => Promise<void>): Promise<readonly number[]> => {
  const took: number[] = [];
  let call = 0;
  const caller = async (): Promise<void> => {
    while (call < count) {
      const mine = call;
      call += 1;
      const startedAt = performance.now();
      await act(mine);
      took.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  return took;
};
