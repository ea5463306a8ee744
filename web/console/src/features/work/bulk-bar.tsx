import { isProblemCode, PROBLEMS } from "@amends/contract/errors";
import type { Routes } from "@amends/contract/routes";
import type { Call } from "@amends/sdk/call";
import { useLanguage, useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { WorkItem } from "./api/work-queries.ts";
import { HandOver } from "./hand-over.tsx";
import { MergeItems } from "./merge-items.tsx";
import { PutOff } from "./put-off.tsx";
import { en, zh } from "./work-words.ts";

type Deed = Parameters<Call<Routes["changeManyItems"]>>[0]["body"]["deed"];
type Change = { readonly deed: Deed; readonly itemIds: readonly WorkItem["itemId"][] };

/** As many as one call takes. */
const MOST = 200;

type Props = {
  readonly selected: readonly WorkItem[];
  readonly shown: readonly WorkItem[];
  readonly onSelect: (items: readonly WorkItem[]) => void;
};

/** One deed on everything selected, one item or two hundred; what was refused stays as it was, and why is said. */
export const BulkBar = ({ selected, shown, onSelect }: Props) => {
  const { work } = useConsoleWords();
  const words = useWords({ zh, en });
  const { language } = useLanguage();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: async ({ deed, itemIds }: Change) =>
      (await client.changeManyItems({ body: { deed, select: { itemIds: [...itemIds] } } })).body.items,
    onSuccess: async () => {
      onSelect([]);
      await queries.invalidateQueries({ queryKey: ["work"] });
    },
  });
  const all = selected.map(({ itemId }) => itemId);
  const doAll = (deed: Deed): void => change.mutate({ deed, itemIds: all });
  const refused = change.data?.flatMap(({ code }) => (code === null ? [] : [code])) ?? [];
  const isNone = selected.length === 0;
  const may = (test: (item: WorkItem) => boolean): boolean => !isNone && selected.every(test);
  return (
    <div className="bulk-bar">
      <Button onClick={() => onSelect(isNone ? shown.slice(0, MOST) : [])} disabled={shown.length === 0}>
        {isNone ? words.selectAll : words.selectNone}
      </Button>
      <span>{work.selected(selected.length)}</span>
      <Button disabled={isNone} loading={change.isPending} onClick={() => doAll({ kind: "claim" })}>
        {work.claim} <kbd>c</kbd>
      </Button>
      <Button disabled={isNone} onClick={() => doAll({ kind: "release" })}>
        {work.release}
      </Button>
      <PutOff isDisabled={isNone} onPutOff={until => doAll({ kind: "snooze", until })} />
      <HandOver isDisabled={isNone} onHandOver={(to, note, promisedAt) => doAll({ kind: "hand_over", to, note, promisedAt })} />
      <MergeItems items={selected} onMerge={(into, itemIds) => change.mutate({ deed: { kind: "merge", into }, itemIds })} />
      {may(item => item.stepNo === null) && <Button onClick={() => doAll({ kind: "finish" })}>{words.finish}</Button>}
      <span role="status">
        {change.data !== undefined && work.done(change.data.length - refused.length, refused.length)}{" "}
        {[...new Set(refused)].map(code => (
          <span key={code} className="refused-why">
            {isProblemCode(code) && PROBLEMS[code][language].title} <code>{code}</code>
          </span>
        ))}
      </span>
      {change.error !== null && <ErrorLine error={change.error} />}
    </div>
  );
};
