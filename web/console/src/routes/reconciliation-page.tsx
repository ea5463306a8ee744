import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import { civilDay, dayOf } from "@amends/domain/reconciliation/civil-day";
import { Input } from "antd";
import { useState } from "react";
import { CloseList } from "../features/reconciliation/close-list.tsx";
import { DayPanel } from "../features/reconciliation/day-panel.tsx";
import { ImportStatement } from "../features/reconciliation/import-statement.tsx";
import { ItemTable } from "../features/reconciliation/item-table.tsx";
import { useReconciliationWords } from "../features/reconciliation/words.ts";

const DAY_MS = 86_400_000;
/** The books' own day begins at midnight of the operation, which is in China. */
const ZONE_MINUTES = 480;
const now = (): Instant => instant(Date.now());

export const ReconciliationPage = () => {
  const words = useReconciliationWords();
  const [text, setText] = useState<string>(() => dayOf(addMs(now(), -DAY_MS), ZONE_MINUTES));
  const day = civilDay(text);
  return (
    <main id="main" className="page money-page reconciliation">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <Input type="date" aria-label={words.day} value={text} onChange={event => setText(event.target.value)} style={{ width: "10rem" }} />
      {day !== null && <ImportStatement day={day} />}
      {day !== null && <DayPanel day={day} />}
      <ItemTable />
      <CloseList />
    </main>
  );
};
