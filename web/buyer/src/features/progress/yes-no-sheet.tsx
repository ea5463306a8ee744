import { formatAmount } from "@amends/ui/format/amount";
import { Button } from "antd-mobile";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";
import { Question } from "./question.tsx";

type Asks = "answer_quote" | "confirm_arrival" | "confirm_solution";

/** A question with two answers; the likelier one is the large button. */
export const YesNoSheet = ({
  shown: { caseId, repair },
  asks,
  onClose,
}: {
  readonly shown: CaseDetail;
  readonly asks: Asks;
  readonly onClose: () => void;
}) => {
  const { action } = useBuyerWords();
  const answer = useIntent((yes: boolean, idempotencyKey) => SEND[asks](caseId, yes, idempotencyKey), onClose);
  const { title, yes, no, means } = action.asks[asks];
  const price = repair.quoted === null ? "" : formatAmount(repair.quoted);
  return (
    <Question title={title(price)} text={means} error={answer.error}>
      <button type="button" className="quiet-button" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
        {no}
      </button>
      <Button block color="primary" size="large" loading={answer.isPending} onClick={() => answer.mutate(true)}>
        {yes(price)}
      </Button>
    </Question>
  );
};

type Send = (caseId: CaseDetail["caseId"], yes: boolean, idempotencyKey: string) => Promise<unknown>;

const SEND: Readonly<Record<Asks, Send>> = {
  answer_quote: (caseId, accept, idempotencyKey) => client.answerQuote({ params: { caseId }, body: { accept }, idempotencyKey }),
  confirm_arrival: (caseId, arrived, idempotencyKey) => client.confirmArrival({ params: { caseId }, body: { arrived }, idempotencyKey }),
  confirm_solution: (caseId, settled, idempotencyKey) => client.confirmSolution({ params: { caseId }, body: { settled }, idempotencyKey }),
};
