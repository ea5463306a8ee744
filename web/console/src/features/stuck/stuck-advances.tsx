import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Link } from "@tanstack/react-router";
import { client } from "../../client.ts";
import { Table } from "../../table.tsx";
import { RetryButton } from "./retry-button.tsx";
import { en, zh } from "./stuck-advance-words.ts";

type StuckAdvance = CallAnswer<Routes["listStuck"]>["body"]["advances"][number];

/** Cases the platform paid for whose bearers could not be told what they owe. */
export const StuckAdvances = ({ advances }: { readonly advances: readonly StuckAdvance[] }) => {
  const words = useWords({ zh, en });
  if (advances.length === 0) return null;
  return (
    <Table name={words.title} columns={[words.case, words.since, words.attempts, words.fault, words.next, ""]}>
      {advances.map(({ caseId, shortNo, stuckAt, dueAt, attempts, lastFault }) => (
        <tr key={caseId}>
          <td>
            <Link to="/cases/$caseId" params={{ caseId }} search={{}}>
              {shortNo}
            </Link>
          </td>
          <td>
            <Moment at={stuckAt} />
          </td>
          <td className="number">{attempts}</td>
          <td className="fault">{lastFault}</td>
          <td>
            <Moment at={dueAt} />
          </td>
          <td>
            <RetryButton onRetry={() => client.retryAdvance({ params: { caseId } })} />
          </td>
        </tr>
      ))}
    </Table>
  );
};
