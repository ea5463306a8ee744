import type pg from "pg";
import { expect, vi } from "vitest";
import type { WholeServer } from "./whole-server.ts";

/** Every partner this case asked has answered, and the case has heard it. An answer that others overtook is told again a moment later. */
export const partnersAnswered = async (whole: Pick<WholeServer, "now" | "pass">, pool: pg.Pool, caseId: string): Promise<void> => {
  const none = async () => {
    const { rows } = await pool.query(PENDING, [caseId, whole.now()]);
    const [{ pending, later }] = rows;
    if (pending > 0 && pending === later) whole.pass(A_MOMENT_MS);
    expect(pending).toBe(0);
  };
  await vi.waitFor(none, { interval: 10, timeout: 20_000 });
};

const PENDING = `
select count(*)::int as pending, count(*) filter (where due_at > $2)::int as later from effects where case_id = $1 and status = 'pending'`;
const A_MOMENT_MS = 200;
