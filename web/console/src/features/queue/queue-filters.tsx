import { STEP_OWNERS } from "@amends/domain/case/step";
import { SERVICE_TYPES } from "@amends/domain/intake/service-type";
import { SEVERITIES } from "@amends/domain/triage/severity";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input, Popover, Select } from "antd";
import { useState } from "react";
import { type ConsoleWords, useConsoleWords } from "../../words/words-in.ts";
import { ExportQueue } from "./export-queue.tsx";
import { isSameSearch, type QueueSearch } from "./queue-search.ts";
import { removeView, type SavedView, savedViews, saveView } from "./saved-views.ts";

/** Views for the jobs there are; one's own are kept beside them. */
const builtIn = (view: ConsoleWords["view"]): readonly SavedView[] => [
  { name: view.all, search: {} },
  { name: view.platform, search: { waitsFor: "platform" } },
  { name: view.seller, search: { waitsFor: "seller" } },
  { name: view.warehouse, search: { waitsFor: "warehouse" } },
  { name: view.finance, search: { waitsFor: "finance" } },
  { name: view.urgent, search: { severity: "p1" } },
  { name: view.ended, search: { status: "ended" } },
];

export const QueueFilters = ({ search }: { readonly search: QueueSearch }) => {
  const words = useConsoleWords();
  const { queue } = words;
  const navigate = useNavigate();
  const [own, setOwn] = useState(savedViews);
  const views = [...builtIn(words.view), ...own];
  const current = views.find(view => isSameSearch(view.search, search));
  const show = (next: QueueSearch): void => void navigate({ to: "/cases", search: next });
  return (
    <div className="filters">
      <Select
        aria-label={queue.views}
        value={current?.name ?? null}
        placeholder={queue.views}
        onChange={name => show(views.find(view => view.name === name)?.search ?? {})}
        options={[
          { label: queue.views, options: builtIn(words.view).map(({ name }) => ({ value: name, label: name })) },
          ...(own.length === 0 ? [] : [{ label: queue.saved, options: own.map(({ name }) => ({ value: name, label: name })) }]),
        ]}
      />
      <Filter
        label={queue.filter.waitsFor}
        value={search.waitsFor}
        names={words.owner.staff}
        order={STEP_OWNERS}
        onChange={waitsFor => show(withFilter(search, { waitsFor }))}
      />
      <Filter
        label={queue.filter.serviceType}
        value={search.serviceType}
        names={words.serviceType}
        order={SERVICE_TYPES}
        onChange={serviceType => show(withFilter(search, { serviceType }))}
      />
      <Filter
        label={queue.filter.severity}
        value={search.severity}
        names={SEVERITY_NAMES}
        order={SEVERITIES}
        onChange={severity => show(withFilter(search, { severity }))}
      />
      {current === undefined && <SaveView search={search} onSaved={setOwn} />}
      {current !== undefined && own.includes(current) && (
        <Button type="text" onClick={() => setOwn(removeView(current.name))}>
          {queue.remove}
        </Button>
      )}
      <ExportQueue search={search} />
    </div>
  );
};

const SEVERITY_NAMES = Object.fromEntries(SEVERITIES.map(severity => [severity, severity.toUpperCase()])) as Record<
  (typeof SEVERITIES)[number],
  string
>;

type Change = { readonly [K in keyof QueueSearch]?: QueueSearch[K] | undefined };

const withFilter = (search: QueueSearch, change: Change): QueueSearch =>
  Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined));

type FilterProps<T extends string> = {
  readonly label: string;
  readonly value: T | undefined;
  readonly names: Readonly<Record<T, string>>;
  readonly order: readonly T[];
  readonly onChange: (value: T | undefined) => void;
};

const Filter = <T extends string>({ label, value, names, order, onChange }: FilterProps<T>) => (
  <Select
    aria-label={label}
    allowClear
    placeholder={label}
    value={value ?? null}
    onChange={(next: T | null | undefined) => onChange(next ?? undefined)}
    options={order.map(each => ({ value: each, label: names[each] }))}
  />
);

const SaveView = ({ search, onSaved }: { readonly search: QueueSearch; readonly onSaved: (views: readonly SavedView[]) => void }) => {
  const { queue } = useConsoleWords();
  return (
    <Popover
      trigger="click"
      content={
        <Input.Search
          aria-label={queue.saveName}
          placeholder={queue.saveName}
          enterButton={queue.save}
          maxLength={20}
          onSearch={name => name.trim() !== "" && onSaved(saveView({ name: name.trim(), search }))}
        />
      }
    >
      <Button type="text">{queue.save}</Button>
    </Popover>
  );
};
