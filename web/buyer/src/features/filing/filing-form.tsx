import type { GoodsCondition } from "@amends/domain/intake/case-facts";
import type { CaseId, OrderId } from "@amends/domain/kernel/ids";
import { ProblemError } from "@amends/sdk/problem-error";
import { useLanguage } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { formatAmount, totalOf } from "@amends/ui/format/amount";
import { Button } from "antd-mobile";
import { useState } from "react";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { type FilingSubject, filingOf, isPresent, SHOWN_CONDITIONS } from "./filing-of.ts";
import { QuantityStepper } from "./quantity-stepper.tsx";
import { Refusal } from "./refusal.tsx";

type Props = FilingSubject & { readonly orderId: OrderId; readonly onFiled: (caseId: CaseId) => void };

/** Everything known is filled in; one confirmation files it. */
export const FilingForm = ({ orderId, line, option, piecesLeft, onFiled }: Props) => {
  const words = useBuyerWords();
  const { language } = useLanguage();
  const [quantity, setQuantity] = useState(piecesLeft);
  const [condition, setCondition] = useState<GoodsCondition>("unopened");
  const file = useIntent(
    (contestsRefusal: boolean, idempotencyKey) =>
      client.fileCase({ body: filingOf({ orderId, line, option, quantity, condition, contestsRefusal }), idempotencyKey }),
    ({ body: { cases } }) => {
      const [first] = cases;
      if (first !== undefined) onFiled(first.caseId);
    },
  );
  const back = totalOf(option.back.map(({ amount }) => amount));
  const isWhole = quantity === piecesLeft && back !== null && back.amountMinor > 0n;
  if (file.error instanceof ProblemError && file.error.code === "not_eligible")
    return <Refusal problem={file.error} orderId={orderId} isAsking={file.isPending} onContest={() => file.mutate(true)} />;
  return (
    <form
      className="stack with-footer"
      onSubmit={event => {
        event.preventDefault();
        file.mutate(false);
      }}
    >
      <p className="quiet">{words.filing.asked}</p>
      <dl className="facts card">
        <div>
          <dt>{words.filing.reason}</dt>
          <dd>{option.explanation[language]}</dd>
        </div>
        {piecesLeft > 1 && (
          <div>
            <dt>
              {words.filing.quantity}
              <small className="quiet"> {words.filing.of(piecesLeft)}</small>
            </dt>
            <dd>
              <QuantityStepper label={words.filing.quantity} max={piecesLeft} value={quantity} onChange={setQuantity} />
            </dd>
          </div>
        )}
        {option.back.length > 0 && (
          <div>
            <dt>{words.filing.backTo}</dt>
            <dd>{[...new Set(option.back.map(({ methodKind }) => words.tender[methodKind]))].join(words.and)}</dd>
          </div>
        )}
      </dl>
      {isPresent(option) && (
        <fieldset className="choices card">
          <legend>{words.filing.condition}</legend>
          {SHOWN_CONDITIONS.map(each => (
            <label key={each} className="choice">
              <input type="radio" name="condition" checked={condition === each} onChange={() => setCondition(each)} />
              <span>{words.condition[each]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {option.evidence.photos > 0 && <p className="quiet">{option.evidence.explanation[language]}</p>}
      <div className="actions">
        {file.error !== null && <ErrorLine error={file.error} />}
        <Button block color="primary" size="large" type="submit" loading={file.isPending}>
          {isWhole && back !== null ? words.filing.submitFor(formatAmount(back)) : words.filing.submit}
        </Button>
      </div>
    </form>
  );
};
