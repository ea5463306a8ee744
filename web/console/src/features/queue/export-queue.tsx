import { ErrorLine } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { csvOf, download } from "@amends/ui/format/csv";
import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { client } from "../../client.ts";
import { type ConsoleWords, useConsoleWords } from "../../words/words-in.ts";
import type { QueuedCase } from "./api/get-cases.ts";
import type { QueueSearch } from "./queue-search.ts";

const PAGE_SIZE = 200;
/** As many as a spreadsheet is still pleasant with. */
const ROWS_MAX = 10_000;

/** The rows of the view as it is filtered, as a file. It holds numbers and states and nobody's personal data. */
export const ExportQueue = ({ search }: { readonly search: QueueSearch }) => {
  const words = useConsoleWords();
  const take = useMutation({
    mutationFn: async () => {
      const cases = await allCases(search);
      download("cases.csv", csvOf([headOf(words), ...cases.map(each => rowOf(each, words))]), "text/csv;charset=utf-8");
    },
  });
  return (
    <>
      <Button size="small" loading={take.isPending} onClick={() => take.mutate()}>
        {words.queue.export}
      </Button>
      {take.error !== null && <ErrorLine error={take.error} />}
    </>
  );
};

const allCases = async (search: QueueSearch): Promise<readonly QueuedCase[]> => {
  const cases: QueuedCase[] = [];
  let cursor: string | null = null;
  do {
    const { body }: Awaited<ReturnType<typeof client.listCases>> = await client.listCases({
      query: { status: "open", ...search, limit: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) },
    });
    cases.push(...body.items);
    cursor = body.nextCursor;
  } while (cursor !== null && cases.length < ROWS_MAX);
  return cases;
};

const headOf = ({ queue, search, case: words }: ConsoleWords): readonly string[] => [
  search.case,
  words.orderNo,
  queue.filter.serviceType,
  queue.filter.status,
  queue.filter.severity,
  queue.filter.waitsFor,
  words.filed,
  words.due,
  words.promised,
  words.refunded,
];

const rowOf = (each: QueuedCase, { serviceType, phase, owner }: ConsoleWords): readonly string[] => [
  each.shortNo,
  each.externalOrderNo,
  serviceType[each.serviceType],
  phase[each.phase],
  each.severity.toUpperCase(),
  each.promise === null ? "" : owner.staff[each.promise.owner],
  isoOf(each.filedAt),
  isoOf(each.promise?.standardDueAt ?? each.promise?.dueAt ?? null),
  formatAmount(each.refund),
  formatAmount(each.refunded),
];

const isoOf = (at: number | null): string => (at === null ? "" : new Date(at).toISOString());
