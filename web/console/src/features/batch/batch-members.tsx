import { LEAVE_OUT_REASONS } from "@amends/domain/batch/batch-state";
import { Amount } from "@amends/ui/components/amount";
import { ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { Scrolls } from "../../table.tsx";
import { useConsoleWords } from "../../words/words-in.ts";
import { useBatchCommand } from "./api/command-batch.ts";
import { type Batch, type BatchMember, membersQuery } from "./api/get-batch.ts";

/** Everybody who bought it: what each would get, who has a case already, and who was left out and why. */
export const BatchMembers = ({ batch }: { readonly batch: Batch }) => {
  const { batch: words } = useConsoleWords();
  const query = useInfiniteQuery(membersQuery(batch));
  if (query.data === undefined)
    return query.error === null ? <Loading /> : <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return (
    <>
      <Scrolls>
        <table className="list">
          <caption>{words.members}</caption>
          <thead>
            <tr>
              {[words.order, words.pieces, words.fate, words.sum, words.case, ""].map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {query.data.pages
              .flatMap(({ items }) => items)
              .map(member => (
                <Row key={member.orderId} batch={batch} member={member} />
              ))}
          </tbody>
        </table>
      </Scrolls>
      {query.hasNextPage && (
        <button type="button" className="quiet-button" onClick={() => void query.fetchNextPage()}>
          {words.more}
        </button>
      )}
    </>
  );
};

type RowProps = { readonly batch: Batch; readonly member: BatchMember };

const Row = ({ batch, member }: RowProps) => {
  const { batch: words } = useConsoleWords();
  const { externalOrderNo, lines, fate, progress, code, amount, caseId } = member;
  const isOpen = batch.status === "drafted" || batch.status === "awaiting_second";
  return (
    <tr>
      <td className="number">{externalOrderNo}</td>
      <td>{lines.reduce((sum, { quantity }) => sum + quantity, 0)}</td>
      <td>
        {progress === "waiting" ? words.fates[fate] : words.progresses[progress]}
        {code !== null && <span className="quiet"> · {words.codes[code] ?? code}</span>}
      </td>
      <td>{fate === "file" && <Amount value={amount} />}</td>
      <td>
        {caseId !== null && (
          <Link to="/cases/$caseId" params={{ caseId }} search={{}}>
            {words.openCase}
          </Link>
        )}
      </td>
      <td>{isOpen && <LeaveOrTake batch={batch} member={member} />}</td>
    </tr>
  );
};

const LeaveOrTake = ({ batch, member: { orderId, fate } }: RowProps) => {
  const { batch: words } = useConsoleWords();
  const command = useBatchCommand(batch);
  if (fate === "refused") return null;
  return (
    <>
      {fate === "left_out" ? (
        <Button loading={command.isPending} onClick={() => command.mutate({ kind: "take_in", orderId })}>
          {words.takeIn}
        </Button>
      ) : (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: LEAVE_OUT_REASONS.map(reason => ({
              key: reason,
              label: words.codes[reason],
              onClick: () => command.mutate({ kind: "leave_out", orderId, reason }),
            })),
          }}
        >
          <Button loading={command.isPending}>{words.leaveOut}</Button>
        </Dropdown>
      )}
      {command.error !== null && <ErrorLine error={command.error} />}
    </>
  );
};
