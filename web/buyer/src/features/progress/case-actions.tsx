import { useNow } from "@amends/ui/components/now";
import { Sheet } from "@amends/ui/components/sheet";
import { formatAmount } from "@amends/ui/format/amount";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd-mobile";
import { useState } from "react";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { sumsQuery } from "./api/get-sums.ts";
import { type BuyerAction, buyerActions, isCourierComing } from "./buyer-actions.ts";
import { EvidenceSheet } from "./evidence-sheet.tsx";
import type { CaseDetail } from "./money-words.ts";
import { OfferSheet } from "./offer-sheet.tsx";
import { ParcelSheet } from "./parcel-sheet.tsx";
import { PaySheet } from "./pay-sheet.tsx";
import { Question } from "./question.tsx";
import type { SheetProps } from "./sheet-props.ts";
import { isInWechat } from "./wechat-bridge.ts";
import { YesNoSheet } from "./yes-no-sheet.tsx";

const MINUTE_MS = 60_000;

/** The one thing to do stands at the bottom within the thumb's reach, everything else quieter above it. */
export const CaseActions = ({ shown }: { readonly shown: CaseDetail }) => {
  const { action } = useBuyerWords();
  const [open, setOpen] = useState<BuyerAction | null>(null);
  const now = useNow(MINUTE_MS);
  const actions = buyerActions(shown, now, isInWechat());
  const offered = actions.filter(each => each !== "withdraw");
  const hasPrimary = offered[0] !== "hand_over" || !isCourierComing(shown, now);
  const [first] = hasPrimary ? offered : [];
  const others = hasPrimary ? offered.slice(1) : offered;
  const close = (): void => setOpen(null);
  return (
    <>
      <div className="actions">
        {others.map(each => (
          <button key={each} type="button" className="quiet-button" onClick={() => setOpen(each)}>
            {action[each]}
          </button>
        ))}
        {actions.includes("withdraw") && (
          <button type="button" className="text-button" onClick={() => setOpen("withdraw")}>
            {action.withdraw}
          </button>
        )}
        {first !== undefined && (
          <Button block color="primary" size="large" onClick={() => setOpen(first)}>
            {action[first]}
          </Button>
        )}
      </div>
      {open !== null && (
        <Sheet label={action[open]} onClose={close}>
          <Ask open={open} shown={shown} onClose={close} />
        </Sheet>
      )}
    </>
  );
};

const Ask = ({ open, ...props }: SheetProps & { readonly open: BuyerAction }) => {
  switch (open) {
    case "provide_evidence":
      return <EvidenceSheet {...props} />;
    case "show_disposal":
      return <EvidenceSheet {...props} />;
    case "answer_quote":
    case "confirm_arrival":
    case "confirm_solution":
      return <YesNoSheet {...props} asks={open} />;
    case "answer_offer":
      return <OfferSheet {...props} />;
    case "pay_difference":
    case "pay_debt":
    case "take_compensation":
      return <PaySheet {...props} asks={open} />;
    case "hand_over":
      return <ParcelSheet {...props} />;
    case "request_pickup":
      return <PickupSheet {...props} />;
    case "book_again":
      return <BookAgainSheet {...props} />;
    case "withdraw":
      return <WithdrawSheet {...props} />;
  }
};

/** A pickup that costs the buyer something is only wanted by one who was told what (7D a19). */
const PickupSheet = ({ shown: { caseId, freight }, onClose }: SheetProps) => {
  const { action, order, returnFreight } = useBuyerWords();
  const { data } = useQuery(sumsQuery(caseId));
  const isBuyers = freight.return === "buyer";
  const cost = isBuyers && data !== undefined ? returnFreight.pickup(formatAmount(data.returnFreight.most)) : order.freight[freight.return];
  // Where nothing was to be sent back when it was filed, nobody has been named who pays.
  const isCostKnown = freight.return !== "none";
  const request = useIntent((_: null, idempotencyKey) => client.requestPickup({ params: { caseId }, body: {}, idempotencyKey }), onClose);
  return (
    <Question title={action.request_pickup} text={action.pickupMeans} error={request.error}>
      {isCostKnown && <p className="quiet">{cost}</p>}
      <Button
        block
        color="primary"
        size="large"
        loading={request.isPending}
        disabled={isBuyers && data === undefined}
        onClick={() => request.mutate(null)}
      >
        {action.request_pickup}
      </Button>
    </Question>
  );
};

/** What a pickup costs was said when the first was wanted; one that was not made costs nothing. */
const BookAgainSheet = ({ shown: { caseId }, onClose }: SheetProps) => {
  const { action } = useBuyerWords();
  const book = useIntent((_: null, idempotencyKey) => client.requestPickup({ params: { caseId }, body: {}, idempotencyKey }), onClose);
  return (
    <Question title={action.book_again} text={action.bookAgainMeans} error={book.error}>
      <Button block color="primary" size="large" loading={book.isPending} onClick={() => book.mutate(null)}>
        {action.book_again}
      </Button>
    </Question>
  );
};

const WithdrawSheet = ({ shown: { caseId }, onClose }: SheetProps) => {
  const { action } = useBuyerWords();
  const withdraw = useIntent((_: null, idempotencyKey) => client.withdrawCase({ params: { caseId }, body: {}, idempotencyKey }), onClose);
  return (
    <Question title={action.withdrawQuestion} text={action.withdrawMeans} error={withdraw.error}>
      <button type="button" className="quiet-button" onClick={onClose}>
        {action.keep}
      </button>
      <Button block color="danger" size="large" loading={withdraw.isPending} onClick={() => withdraw.mutate(null)}>
        {action.withdraw}
      </Button>
    </Question>
  );
};
