import type { Routes } from "@amends/contract/routes";
import type { Call } from "@amends/sdk/call";
import { Moment } from "@amends/ui/components/moment";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { type Hindrance, hindrancesQuery, ownHindrancesQuery } from "./api/get-team.ts";

type Kind = Parameters<Call<Routes["reportHindrance"]>>[0]["body"]["kind"];
const KINDS: readonly Kind[] = ["rule", "tool", "partner", "knowledge", "staffing", "other"];

export const ReportHindrance = () => {
  const { team } = useConsoleWords();
  const queries = useQueryClient();
  const [kind, setKind] = useState<Kind>("rule");
  const [text, setText] = useState("");
  const report = useMutation({
    mutationFn: () => client.reportHindrance({ body: { kind, text, itemId: null } }),
    onSuccess: async () => {
      setText("");
      await queries.invalidateQueries({ queryKey: ["work", "hindrances"] });
    },
  });
  return (
    <form
      className="hinder"
      aria-label={team.hinder}
      onSubmit={event => {
        event.preventDefault();
        report.mutate();
      }}
    >
      <h2>{team.hinder}</h2>
      <Select
        aria-label={team.hinderKind}
        value={kind}
        onChange={setKind}
        options={KINDS.map(value => ({ value, label: team.hinderKinds[value] }))}
      />
      <Input.TextArea
        aria-label={team.hinderText}
        placeholder={team.hinderText}
        rows={3}
        maxLength={2000}
        value={text}
        onChange={event => setText(event.target.value)}
      />
      <div className="row">
        <span role="status">{report.isSuccess && text === "" && team.hinderSent}</span>
        <Button htmlType="submit" loading={report.isPending} disabled={text.trim() === ""}>
          {team.hinderSend}
        </Button>
      </div>
      {report.error !== null && <ErrorLine error={report.error} />}
    </form>
  );
};

/** What I said, and what came of it. */
export const OwnHindrances = ({ accountId }: { readonly accountId: string | undefined }) => {
  const { team } = useConsoleWords();
  const own = useQuery({ ...ownHindrancesQuery(accountId), enabled: accountId !== undefined }).data ?? [];
  if (own.length === 0) return null;
  return (
    <section aria-label={team.ownHindrances}>
      <h2>{team.ownHindrances}</h2>
      <ul className="thanks">
        {own.map(({ hindranceId, kind, text, reportedAt, answer }) => (
          <li key={hindranceId}>
            <strong>{team.hinderKinds[kind]}</strong> {text}{" "}
            <span className="quiet">
              <Moment at={reportedAt} />
            </span>
            <p>{answer === null ? <span className="quiet">{team.notAnswered}</span> : `${team.answer} · ${answer}`}</p>
          </li>
        ))}
      </ul>
    </section>
  );
};

/** For whoever leads the review. */
export const HindranceReview = () => {
  const { team } = useConsoleWords();
  const open = useQuery(hindrancesQuery).data ?? [];
  return (
    <section aria-label={team.hindrances}>
      <h2>{team.hindrances}</h2>
      {open.length === 0 && <p className="quiet">{team.noHindrances}</p>}
      <ul className="thanks">
        {open.map(hindrance => (
          <li key={hindrance.hindranceId}>
            <OneHindrance hindrance={hindrance} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const OneHindrance = ({ hindrance }: { readonly hindrance: Hindrance }) => {
  const { team } = useConsoleWords();
  const queries = useQueryClient();
  const [answer, setAnswer] = useState("");
  const review = useMutation({
    mutationFn: () => client.reviewHindrance({ params: { hindranceId: hindrance.hindranceId }, body: { answer } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["work", "hindrances"] }),
  });
  return (
    <form
      className="hinder"
      onSubmit={event => {
        event.preventDefault();
        review.mutate();
      }}
    >
      <p>
        <strong>{team.hinderKinds[hindrance.kind]}</strong> {hindrance.text}
      </p>
      <p className="quiet">
        {hindrance.name !== null && `${hindrance.name} · `}
        <Moment at={hindrance.reportedAt} />
        {hindrance.caseId !== null && (
          <>
            {" · "}
            <Link to="/cases/$caseId" params={{ caseId: hindrance.caseId }} search={{}}>
              {team.hinderCase}
            </Link>
          </>
        )}
      </p>
      <Input
        aria-label={team.answer}
        placeholder={team.answer}
        value={answer}
        maxLength={2000}
        onChange={event => setAnswer(event.target.value)}
      />
      <Button htmlType="submit" loading={review.isPending} disabled={answer.trim() === ""}>
        {team.answerSend}
      </Button>
      {review.error !== null && <ErrorLine error={review.error} />}
    </form>
  );
};
