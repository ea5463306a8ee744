import { Link } from "@tanstack/react-router";
import { AlarmList } from "../features/finance/alarm-list.tsx";
import { Exposure } from "../features/finance/exposure.tsx";
import { RecourseTable } from "../features/finance/recourse-table.tsx";
import { TrialBalance } from "../features/finance/trial-balance.tsx";
import { useFinanceWords } from "../features/finance/words.ts";
import { useReconciliationWords } from "../features/reconciliation/words.ts";

export const FinancePage = () => {
  const words = useFinanceWords();
  const { title: reconciliation } = useReconciliationWords();
  return (
    <main id="main" className="page money-page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <p>
        <Link to="/finance/reconciliation">{reconciliation}</Link>
      </p>
      <AlarmList />
      <Exposure />
      <RecourseTable />
      <TrialBalance />
    </main>
  );
};
