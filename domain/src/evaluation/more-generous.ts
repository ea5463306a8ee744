import { isStageTable, type StageTable } from "../intake/stage.ts";
import { type CompiledTable, compileTable, type Hit } from "../policy/compile-table.ts";
import type { OverlayChange, OverlayFault } from "../policy/pack.ts";
import { type Random, sampleEdges, samplePools, sampleRowHits } from "../policy/samples.ts";
import { type PolicyRecord, type PolicyValue, valueText } from "../policy/value.ts";
import { EVALUATION_VOCABULARY } from "./vocabulary.ts";
import { isWorse } from "./worse-for-the-buyer.ts";

/**
 * A merchant's or a brand's overlay may only be more generous: whatever a changed row now says, of every situation it or the row it replaced can meet,
 * may not be worse for the buyer than what was said before. Situations are sampled at every edge of every cell of both tables, so a change that is worse
 * only between two edges cannot hide: a cell is constant there. Null when nothing worse was found, else what is worse and where.
 */
export const onlyMoreGenerous = ({ isMerchant, rowId, base, composed }: OverlayChange): OverlayFault | null => {
  if (!isMerchant) return null;
  if (!isStageTable(base.id))
    return { code: "bad_overlay", column: null, message: `a seller's or brand's overlay may not change the table ${base.id}` };
  const before = compileTable(base);
  const after = compileTable(composed);
  // A table that does not compile is refused for that; nothing can be said of its generosity.
  if (before.kind === "refused" || after.kind === "refused") return null;
  return worseSomewhere(base.id, { before: before.value, after: after.value }, rowId);
};

type Pair = { readonly before: CompiledTable; readonly after: CompiledTable };

const worseSomewhere = (id: StageTable, { before, after }: Pair, rowId: string): OverlayFault | null => {
  for (const context of situationsOf({ before, after }, rowId)) {
    const was = before.evaluate(context);
    const is = after.evaluate(context);
    if (was === null || is === null || (was.rowId !== rowId && is.rowId !== rowId)) continue;
    const field = isWorse(id, { was: was.outputs, is: is.outputs, context });
    if (field === null) continue;
    const column = after.table.outputs.find(each => each.field === field)?.id ?? null;
    return { code: "bad_overlay", column, message: `${said(was, field)}, and now ${said(is, field)}, which is worse for the buyer` };
  }
  return null;
};

const said = ({ rowId, outputs }: Hit, field: string): string => `${rowId} gives ${field} ${text(outputs[field] ?? null)}`;
const text = (value: PolicyValue): string => (typeof value === "object" ? valueText(value) : String(value));

const HITS = 6;

/** Situations a row of either table meets, with every edge of every cell seen alone: the same ones each time it is asked. */
export const situationsOf = ({ before, after }: Pair, rowId: string): readonly PolicyRecord[] => {
  const random = repeatable();
  const pools = new Map([...samplePools(before, EVALUATION_VOCABULARY), ...samplePools(after, EVALUATION_VOCABULARY)]);
  return [before, after].flatMap(table => {
    const row = table.rows.find(({ id }) => id === rowId);
    const hits = row === undefined ? [] : sampleRowHits(table, row, pools, HITS, random);
    return [...hits, ...hits.flatMap(hit => sampleEdges(pools, hit))];
  });
};

/** The same numbers every time: a pack that is taken once is taken always. */
const repeatable = (): Random => {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};
