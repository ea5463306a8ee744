import type * as route from "@amends/contract/routes/rules/rules";
import type { CompiledPack } from "@amends/domain/policy/pack";
import { ruleWords } from "@amends/domain/policy/rule-words";
import { isMetadata } from "@amends/domain/policy/table";
import type { DatedRules } from "@amends/flows/policy-port";
import type { UpcomingRow, UpcomingRules } from "@amends/flows/show-rules";
import type { z } from "zod";

type Shown = z.output<(typeof route.listUpcomingRules)["answers"][200]>;
type ShownRow = Shown["items"][number]["rows"][number];

/** Announced rules as anybody may read them, with the words for what changes in them. */
export const upcomingFrom = ({
  inForce,
  upcoming,
}: {
  readonly inForce: DatedRules;
  readonly upcoming: readonly UpcomingRules[];
}): Shown => {
  const items = upcoming.map(({ dated, isMajor, rows, otherCount }) => ({
    ...datesOf(dated),
    isMajor,
    rows: rows.map(row => rowFrom(dated.running.pack, row)),
    otherCount,
  }));
  const changed = items.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells));
  const written = changed.flatMap(({ field, before, after }) => [before, after].flatMap(cell => (cell === null ? [] : [{ field, cell }])));
  const speaking = upcoming.at(-1)?.dated.running.pack ?? inForce.running.pack;
  return { inForce: datesOf(inForce), items, words: ruleWords(speaking, written) };
};

const datesOf = ({ version, announcement }: DatedRules): Shown["inForce"] => ({
  announcedAt: version.announcedAt,
  effectiveAt: version.effectiveAt,
  urgentReason: announcement.urgent?.reason ?? null,
});

const rowFrom = (pack: CompiledPack, { table, row, burdens, before, after }: UpcomingRow): ShownRow => {
  const { inputs = [], outputs = [] } = pack.tables.get(table)?.table ?? {};
  const cells = [...inputs, ...outputs.filter(column => !isMetadata(column))].flatMap(({ id, field }) => {
    const [was, is] = [before?.cells[id] || null, after?.cells[id] || null];
    return was === is ? [] : [{ field, before: was, after: is }];
  });
  return { table, row, burdens, before: saidOf(before), after: saidOf(after), cells };
};

const saidOf = (said: UpcomingRow["before"]): ShownRow["before"] => (said === null ? null : { zh: said.zh, en: said.en });
