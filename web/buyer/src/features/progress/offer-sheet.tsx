import { formatAmount } from "@amends/ui/format/amount";
import { fenOf } from "@amends/ui/format/yuan";
import { Button } from "antd-mobile";
import { useId, useState } from "react";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { Question } from "./question.tsx";
import type { SheetProps } from "./sheet-props.ts";

/** What the other side offers: yes, no, or another sum. What the plan itself offers is not haggled over. */
export const OfferSheet = ({ shown, onClose }: SheetProps) => {
  const { action } = useBuyerWords();
  const [isCountering, setCountering] = useState(false);
  const { caseId, offer } = shown;
  const answer = useIntent(
    (accept: boolean, idempotencyKey) => client.answerOffer({ params: { caseId }, body: { accept }, idempotencyKey }),
    onClose,
  );
  if (offer === null) return null;
  if (isCountering) return <CounterOffer shown={shown} offer={offer} onClose={onClose} />;
  const amount = formatAmount(offer.amount);
  return (
    <Question
      title={offer.keepGoods ? action.offerKeep(amount) : action.offerReturn(amount)}
      text={`${freightSaid(offer, action)}${action.declineMeans}`}
      error={answer.error}
    >
      {offer.by.role !== "system" && (
        <button type="button" className="text-button" onClick={() => setCountering(true)}>
          {action.counter}
        </button>
      )}
      <button type="button" className="quiet-button" disabled={answer.isPending} onClick={() => answer.mutate(false)}>
        {action.decline}
      </button>
      <Button block color="primary" size="large" loading={answer.isPending} onClick={() => answer.mutate(true)}>
        {action.accept(amount)}
      </Button>
    </Question>
  );
};

/** What the buyer is told of the freight before they say yes. Not spoken of between the two, both ways are the seller's; otherwise it goes by the reason. */
const freightSaid = (
  { freight, keepGoods, by }: Offer,
  { freightBySeller, freightBack, freightBoth }: ReturnType<typeof useBuyerWords>["action"],
): string => {
  if (keepGoods || (freight === null && by.role !== "seller" && by.role !== "integrator")) return "";
  if (freight?.return !== "buyer") return freightBySeller;
  return freight.outbound === "buyer" ? freightBoth : freightBack;
};

type Offer = NonNullable<SheetProps["shown"]["offer"]>;

const CounterOffer = ({ shown: { caseId, refund }, offer, onClose }: SheetProps & { readonly offer: Offer }) => {
  const { keepGoods, freight } = offer;
  const { action, filing } = useBuyerWords();
  const id = useId();
  const [typed, setTyped] = useState("");
  const amountMinor = fenOf(typed);
  const amount = amountMinor === null || amountMinor === 0n ? null : { amountMinor, currency: refund.currency };
  const isWrong = typed !== "" && amount === null;
  const counter = useIntent(
    (amount: typeof refund, idempotencyKey) =>
      client.counterOffer({ params: { caseId }, body: { amount, keepGoods, ...(freight === null ? {} : { freight }) }, idempotencyKey }),
    onClose,
  );
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        if (amount !== null) counter.mutate(amount);
      }}
    >
      <Question title={action.counter} text={action.counterMeans} error={counter.error}>
        <div className="field">
          <label htmlFor={id}>{keepGoods ? action.counterKeep : action.counterReturn}</label>
          <input
            id={id}
            className="plain-input"
            inputMode="decimal"
            placeholder="0.00"
            value={typed}
            aria-invalid={isWrong}
            onChange={event => setTyped(event.target.value)}
          />
          {isWrong && <p className="quiet">{filing.agreedInvalid}</p>}
        </div>
        <Button block color="primary" size="large" type="submit" disabled={amount === null} loading={counter.isPending}>
          {action.counterSend}
        </Button>
      </Question>
    </form>
  );
};
