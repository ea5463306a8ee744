import { isList, type PolicyRecord, type PolicyValue } from "@amends/domain/policy/value";
import type { PackExpectation } from "./expectation.ts";

type Answer = Readonly<Record<string, string | number | readonly string[]>>;

/** For these facts this row of this table of the base pack speaks, and says exactly this. The name is the rule and a sentence of the business. */
export const speaks = (table: string, rowId: string, sentence: string, facts: PolicyRecord, answer: Answer): PackExpectation => ({
  name: `${rowId}: ${sentence}`,
  pack: "policies/base",
  check: pack => {
    const hit = pack.tables.get(table)?.evaluate(facts) ?? null;
    if (hit === null) return `no row of ${table} speaks`;
    if (hit.rowId !== rowId) return `${hit.rowId} speaks`;
    const given = Object.entries(hit.outputs);
    const isSame =
      given.length === Object.keys(answer).length && given.every(([field, value]) => plain(value) === plain(answer[field] ?? null));
    return isSame ? null : `it says ${JSON.stringify(hit.outputs)}`;
  },
});

const plain = (value: PolicyValue): string => (isList(value) ? value.map(plain).join(" ") : String(value));
