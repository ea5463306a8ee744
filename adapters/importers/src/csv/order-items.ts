import type { CsvMapping } from "@amends/contract/import/csv-mapping";
import { parseNativeRecord } from "@amends/contract/import/parse-native-line";
import type { ImportItem } from "@amends/flows/import-ports";
import type { Recent } from "./recent.ts";
import { introductionsOf, type OrderDraft, orderOf } from "./to-native.ts";

/**
 * An order as records of the import: before it the sellers, articles and the customer nobody has introduced so far. Whole or not at all: where one of them
 * cannot be taken, the order is refused with what is wrong there, and introduces nobody.
 */
export const orderItems = (mapping: CsvMapping, draft: OrderDraft, introduced: Recent): readonly ImportItem[] => {
  const order = orderOf(mapping, draft);
  if ("code" in order) return [{ lineNumber: draft.row, ok: false, fault: order }];
  const wanted = [...introductionsOf(mapping, draft).filter(({ key }) => !introduced.has(key)), order];
  const items = wanted.map(native => ({ lineNumber: native.row, ...parseNativeRecord(native.value, native.explain) }));
  const broken = items.find(item => !item.ok);
  if (broken !== undefined) return [broken];
  for (const { kind, key } of wanted) if (kind !== "order") introduced.add(key);
  return items;
};
