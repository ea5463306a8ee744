import type { caseListItem } from "@amends/contract/views/case-view";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { Link } from "@tanstack/react-router";
import type { z } from "zod";
import { useBuyerWords } from "../../words/use-buyer-words.ts";

type Props = {
  readonly row: z.output<typeof caseListItem>;
  /** Away from its order, a case says what it is about. */
  readonly isNamed?: boolean;
};

/** A case that is open, in a list. */
export const CaseRow = ({ row: { caseId, serviceType, goods, promise, refund }, isNamed = false }: Props) => {
  const words = useBuyerWords();
  return (
    <Link to="/cases/$caseId" params={{ caseId }} className="case-row">
      <strong>{words.serviceType[serviceType]}</strong>
      {isNamed && <span className="case-goods quiet">{goods.map(({ name }) => name).join(words.and)}</span>}
      {promise === null ? words.orders.inProgress : <PromiseLine promise={promise} refund={refund} reader="buyer" size="chip" />}
    </Link>
  );
};
