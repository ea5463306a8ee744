import type { Routes } from "@amends/contract/routes";
import type { SellerId } from "@amends/domain/kernel/ids";
import type { CallAnswer } from "@amends/sdk/call";
import { Amount } from "@amends/ui/components/amount";
import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Empty, ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { Scrolls } from "../../table.tsx";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import { statementQuery } from "./api/get-statement.ts";
import { useStatementWords } from "./words.ts";

type Line = CallAnswer<Routes["listStatement"]>["body"]["items"][number];

export const StatementLines = ({ sellerId }: { readonly sellerId: SellerId }) => {
  const words = useStatementWords();
  const query = useInfiniteQuery(statementQuery(sellerId));
  if (query.isPending) return <Loading />;
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const lines = query.data.pages.flatMap(page => page.items);
  if (lines.length === 0)
    return (
      <Empty title={words.empty}>
        <p className="quiet">{words.emptyNext}</p>
      </Empty>
    );
  return (
    <>
      <Scrolls>
        <table className="list">
          <caption>{words.lines}</caption>
          <thead>
            <tr>
              {[words.when, words.account, words.reason, words.case].map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              {[words.in, words.out].map(name => (
                <th key={name} scope="col" className="sum">
                  {name}
                </th>
              ))}
              <th scope="col" aria-label={words.object} />
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <Row key={line.lineKey} line={line} sellerId={sellerId} />
            ))}
          </tbody>
        </table>
      </Scrolls>
      {query.hasNextPage && (
        <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage}>
          {words.more}
        </Button>
      )}
    </>
  );
};

type LineProps = { readonly line: Line; readonly sellerId: SellerId };

const Row = ({ line, sellerId }: LineProps) => {
  const words = useStatementWords();
  const { language } = useLanguage();
  const { at, account, reason, rule, caseId, shortNo, direction, amount, objection } = line;
  return (
    <tr>
      <td>
        <Moment at={at} as="day" />
      </td>
      <td>{words.accounts[account]}</td>
      <td>
        {reason === "borne_by_platform" && direction === "out" ? words.notBorneAnyMore : words.reasons[reason]}
        {rule !== null && <p className="quiet">{rule.explanation[language]}</p>}
      </td>
      <td>
        {caseId !== null && (
          <Link to="/cases/$caseId" params={{ caseId }} search={{}} className="number">
            {shortNo}
          </Link>
        )}
      </td>
      <td className="sum">{direction === "in" && <Amount value={amount} />}</td>
      <td className="sum">{direction === "out" && <Amount value={amount} />}</td>
      <td>
        {objection === null ? (
          caseId !== null && <ObjectTo line={line} sellerId={sellerId} />
        ) : (
          <Objected line={line} sellerId={sellerId} />
        )}
      </td>
    </tr>
  );
};

/** What is wrong goes into the case, where whoever answers reads it. */
const ObjectTo = ({ line: { lineKey }, sellerId }: LineProps) => {
  const words = useStatementWords();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState("");
  const send = useMutation({
    mutationFn: () => client.objectToLine({ params: { sellerId }, body: { lineKey, text } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["merchant", sellerId] }),
  });
  if (!isOpen) return <Button onClick={() => setOpen(true)}>{words.object}</Button>;
  return (
    <form
      className="retry"
      onSubmit={event => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Input.TextArea
        aria-label={words.why}
        placeholder={words.why}
        value={text}
        maxLength={2000}
        rows={3}
        onChange={event => setText(event.target.value)}
        autoFocus
      />
      {send.error !== null && <ErrorLine error={send.error} />}
      <Button type="primary" htmlType="submit" loading={send.isPending} disabled={text.trim() === ""}>
        {words.send}
      </Button>
    </form>
  );
};

const Objected = ({ line: { lineKey, objection }, sellerId }: LineProps) => {
  const words = useStatementWords();
  const queries = useQueryClient();
  const role = useRole();
  const answer = useMutation({
    mutationFn: (said: "upheld" | "rejected") => client.answerObjection({ params: { sellerId }, body: { lineKey, answer: said } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["merchant", sellerId] }),
  });
  if (objection === null) return null;
  return (
    <>
      {words.objection[objection.status]}
      {objection.status === "open" && (
        <>
          {" · "}
          {words.answerBy} <Moment at={objection.dueAt} as="day" />
        </>
      )}
      {objection.status === "open" && mayCall("answerObjection", role) && (
        <span className="row">
          <Button onClick={() => answer.mutate("upheld")}>{words.uphold}</Button>
          <Button onClick={() => answer.mutate("rejected")}>{words.reject}</Button>
        </span>
      )}
      {answer.error !== null && <ErrorLine error={answer.error} />}
    </>
  );
};
