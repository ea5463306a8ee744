import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { Amount } from "@amends/ui/components/amount";
import { Moment } from "@amends/ui/components/moment";
import { ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { client } from "../../client.ts";
import { Scrolls } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";
import { recoursesQuery } from "./api/get-finance.ts";
import { ClaimPanel } from "./claim-panel.tsx";
import { useFinanceWords } from "./words.ts";

type Recourse = CallAnswer<Routes["showRecourse"]>["body"];

/** What is being recovered, from whom, where it stands; what cannot be had is written off by two people. */
export const RecourseTable = () => {
  const words = useFinanceWords();
  const query = useQuery(recoursesQuery);
  return (
    <section aria-labelledby="recourses">
      <h2 id="recourses">{words.recourses}</h2>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.items.length === 0 && <p className="quiet">{words.noneOwed}</p>}
      {query.data !== undefined && query.data.items.length > 0 && (
        <Scrolls>
          <table className="list">
            <thead>
              <tr>
                {[words.case, words.bearer, words.tryingSource, words.until].map(name => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                {[words.owed, words.taken, words.outstanding].map(name => (
                  <th key={name} scope="col" className="sum">
                    {name}
                  </th>
                ))}
                <th scope="col" aria-label={words.askWriteOff("")} />
              </tr>
            </thead>
            <tbody>
              {query.data.items.map(recourse => (
                <Row key={recourse.recourseId} recourse={recourse} />
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
    </section>
  );
};

const COLUMNS = 8;

/** What is claimed from a carrier or an insurer is worked on below its row: there is room for it on a phone too. */
const Row = ({ recourse }: { readonly recourse: Recourse }) => {
  const words = useFinanceWords();
  const { party } = useConsoleWords();
  const { caseId, shortNo, bearer, trying, owed, taken, outstanding } = recourse;
  const isClaim = trying?.source === "claim" || trying?.source === "appeal";
  return (
    <>
      <tr>
        <td>
          <Link to="/cases/$caseId" params={{ caseId }} search={{}}>
            {shortNo}
          </Link>
        </td>
        <td>{Object.entries(party).find(([each]) => each === bearer)?.[1] ?? bearer}</td>
        <td>{trying === null ? null : words.source[trying.source]}</td>
        <td>{trying !== null && trying.source !== "write_off" && <Moment at={trying.until} as="day" />}</td>
        {[owed, taken, outstanding].map((sum, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the three sums never move
          <td key={place} className="sum">
            <Amount value={sum} />
          </td>
        ))}
        <td>{!isClaim && <WriteOff recourse={recourse} />}</td>
      </tr>
      {isClaim && (
        <tr>
          <td colSpan={COLUMNS}>
            <ClaimPanel recourse={recourse} />
          </td>
        </tr>
      )}
    </>
  );
};

/** The second person is told from the first by the server; its refusal says so. */
const WriteOff = ({ recourse: { recourseId, outstanding, writeOffRequest } }: { readonly recourse: Recourse }) => {
  const words = useFinanceWords();
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (deed: "requestWriteOff" | "approveWriteOff" | "refuseWriteOff") => client[deed]({ params: { recourseId } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["finance"] }),
  });
  return (
    <>
      {writeOffRequest === null ? (
        <Button onClick={() => act.mutate("requestWriteOff")} loading={act.isPending}>
          {words.askWriteOff(formatAmount(outstanding))}
        </Button>
      ) : (
        <span className="row">
          <Button type="primary" onClick={() => act.mutate("approveWriteOff")} loading={act.isPending}>
            {words.approveWriteOff(formatAmount(writeOffRequest.amount))}
          </Button>
          <Button onClick={() => act.mutate("refuseWriteOff")}>{words.refuseWriteOff}</Button>
        </span>
      )}
      {act.error !== null && <ErrorLine error={act.error} />}
    </>
  );
};
