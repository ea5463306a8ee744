import { useWords } from "@amends/ui/components/language";
import { Button, Popover, Select } from "antd";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import type { WorkItem } from "./api/work-queries.ts";
import { en, zh } from "./work-words.ts";

type Props = {
  readonly items: readonly WorkItem[];
  readonly onMerge: (into: WorkItem["itemId"], itemIds: readonly WorkItem["itemId"][]) => void;
};

/** Several things of one buyer become one: the one that has waited longest, unless another is chosen. */
export const MergeItems = ({ items, onMerge }: Props) => {
  const words = useWords({ zh, en });
  const { work } = useConsoleWords();
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState<WorkItem["itemId"] | null>(null);
  const buyers = new Set(items.map(({ customerId }) => customerId)).size;
  const into = items.some(({ itemId }) => itemId === chosen) ? chosen : (items[0]?.itemId ?? null);
  const isPossible = items.length > 1 && buyers === 1;
  const form = (
    <form
      className="hand-over"
      onSubmit={event => {
        event.preventDefault();
        if (into === null) return;
        const others = items.flatMap(({ itemId }) => (itemId === into ? [] : [itemId]));
        onMerge(into, others);
        setOpen(false);
      }}
    >
      <Select
        aria-label={words.mergeInto}
        value={into}
        onChange={setChosen}
        options={items.map(item => ({ value: item.itemId, label: `${work.kind[item.kind]} ${item.shortNo}` }))}
      />
      <p className="quiet">{words.mergeMeans}</p>
      <Button type="primary" htmlType="submit">
        {words.confirm}
      </Button>
    </form>
  );
  return (
    <Popover trigger="click" open={isOpen && isPossible} onOpenChange={setOpen} content={form}>
      <Button disabled={!isPossible} title={buyers > 1 ? words.otherBuyer : undefined}>
        {words.merge}
      </Button>
    </Popover>
  );
};
