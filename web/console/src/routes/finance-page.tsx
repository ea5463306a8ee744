import { AlarmList } from "../features/finance/alarm-list.tsx";
import { Exposure } from "../features/finance/exposure.tsx";
import { RecourseTable } from "../features/finance/recourse-table.tsx";
import { TrialBalance } from "../features/finance/trial-balance.tsx";
import { useFinanceWords } from "../features/finance/words.ts";

export const FinancePage = () => {
  const words = useFinanceWords();
  return (
    <main id="main" className="page money-page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <AlarmList />
      <Exposure />
      <RecourseTable />
      <TrialBalance />
    </main>
  );
};
