import type { Routes } from "@amends/contract/routes";
import { filesNamedIn } from "@amends/contract/views/file-view";
import type { FileId } from "@amends/domain/kernel/ids";
import type { CallAnswer } from "@amends/sdk/call";
import { Moment } from "@amends/ui/components/moment";
import { ErrorLine } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { fenOf } from "@amends/ui/format/yuan";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { caseQuery } from "../case/api/get-case.ts";
import { AddEvidence } from "./add-evidence.tsx";
import { useClaimWords } from "./claim-words.ts";

type Recourse = CallAnswer<Routes["showRecourse"]>["body"];
type Props = { readonly recourse: Recourse };

/** A claim on a carrier or an insurer: its clocks, the documents that go out, what they answer and what they pay. */
export const ClaimPanel = ({ recourse }: Props) => {
  const words = useClaimWords();
  const [isOpen, setOpen] = useState(false);
  const { claim } = recourse;
  if (claim === null) return null;
  return (
    <div className="claim">
      <p className="quiet">
        {words.status[claim.status]} · {words[clockOf(claim.status)]}{" "}
        <Moment at={clockOf(claim.status) === "dueAt" ? claim.dueAt : claim.sendBy} as="day" />
      </p>
      <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
        {isOpen ? words.close : words.open}
      </Button>
      {isOpen && claim.status === "open" && <Submit recourse={recourse} sends="claim" sent={[]} />}
      {isOpen && claim.status === "appeal_open" && <Submit recourse={recourse} sends="appeal" sent={claim.evidence} />}
      {isOpen && isWaiting(claim.status) && <Answer recourse={recourse} />}
      {isOpen && (isWaiting(claim.status) || claim.status === "accepted") && <Payment recourse={recourse} />}
    </div>
  );
};

type ClaimStatus = NonNullable<Recourse["claim"]>["status"];
const isWaiting = (status: ClaimStatus): boolean => status === "submitted" || status === "appealed";
const clockOf = (status: ClaimStatus): "sendBy" | "appealBy" | "dueAt" => {
  if (status === "open") return "sendBy";
  return status === "appeal_open" ? "appealBy" : "dueAt";
};

const useClaimDeed = <Asked,>(carryOut: (asked: Asked) => Promise<unknown>) => {
  const queries = useQueryClient();
  return useMutation({ mutationFn: carryOut, onSuccess: () => queries.invalidateQueries({ queryKey: ["finance"] }) });
};

/** Documents of the case go out with a claim; with an appeal those that the claim had not. */
const Submit = ({
  recourse: { recourseId, caseId },
  sends,
  sent,
}: Props & { readonly sends: "claim" | "appeal"; readonly sent: readonly FileId[] }) => {
  const words = useClaimWords();
  const { data } = useQuery(caseQuery(caseId));
  const [chosen, setChosen] = useState<readonly FileId[]>([]);
  const submit = useClaimDeed((evidence: readonly FileId[]) =>
    client[sends === "claim" ? "submitClaim" : "appealClaim"]({ params: { recourseId }, body: { evidence: [...evidence] } }),
  );
  const files = data === undefined ? [] : filesNamedIn(data.timeline).filter(({ fileId }) => !sent.includes(fileId));
  return (
    <fieldset className="claim-form">
      <legend>{words.evidence}</legend>
      {sends === "appeal" && <p className="quiet">{words.appealNeeds}</p>}
      {sends === "claim" && files.length === 0 && <p className="quiet">{words.noEvidence}</p>}
      {files.map(({ fileId, kind }, index) => (
        <Checkbox
          key={fileId}
          checked={chosen.includes(fileId)}
          onChange={({ target }) => setChosen(target.checked ? [...chosen, fileId] : chosen.filter(each => each !== fileId))}
        >
          {words.kind[kind]} {index + 1}
        </Checkbox>
      ))}
      {data !== undefined && <AddEvidence shown={data} />}
      {submit.error !== null && <ErrorLine error={submit.error} />}
      <Button
        type="primary"
        loading={submit.isPending}
        disabled={sends === "appeal" && chosen.length === 0}
        onClick={() => submit.mutate(chosen)}
      >
        {words[sends === "claim" ? "submit" : "appeal"](chosen.length)}
      </Button>
    </fieldset>
  );
};

const Answer = ({ recourse: { recourseId, outstanding } }: Props) => {
  const words = useClaimWords();
  const answer = useClaimDeed((said: "accepted" | "rejected") => client.answerClaim({ params: { recourseId }, body: { answer: said } }));
  return (
    <span className="row">
      <Button loading={answer.isPending} onClick={() => answer.mutate("accepted")}>
        {words.accepted}
      </Button>
      <Button onClick={() => answer.mutate("rejected")}>{words.rejected(formatAmount(outstanding))}</Button>
      {answer.error !== null && <ErrorLine error={answer.error} />}
    </span>
  );
};

const Payment = ({ recourse: { recourseId, outstanding } }: Props) => {
  const words = useClaimWords();
  const [yuan, setYuan] = useState("");
  const [reference, setReference] = useState("");
  const amountMinor = fenOf(yuan);
  const book = useClaimDeed((paidMinor: bigint) =>
    client.receiveClaimPayment({
      params: { recourseId },
      body: { reference: reference.trim(), amount: { amountMinor: paidMinor, currency: outstanding.currency } },
    }),
  );
  return (
    <form
      className="claim-form"
      onSubmit={event => {
        event.preventDefault();
        if (amountMinor !== null) book.mutate(amountMinor);
      }}
    >
      <Input
        aria-label={words.amount}
        placeholder={words.amount}
        value={yuan}
        inputMode="decimal"
        onChange={event => setYuan(event.target.value)}
      />
      <Input
        aria-label={words.reference}
        placeholder={words.reference}
        value={reference}
        maxLength={128}
        onChange={event => setReference(event.target.value)}
      />
      <p className="quiet">{words.lessMeans}</p>
      {book.error !== null && <ErrorLine error={book.error} />}
      <Button htmlType="submit" loading={book.isPending} disabled={amountMinor === null || reference.trim() === ""}>
        {words.book(formatAmount(outstanding))}
      </Button>
    </form>
  );
};
