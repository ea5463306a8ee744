import type { ProblemError } from "@amends/sdk/problem-error";
import { SourceLink } from "@amends/ui/components/source-link";
import { Link } from "@tanstack/react-router";
import { Button } from "antd-mobile";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { OrderDetail } from "../orders/api/get-order.ts";

type Props = {
  readonly problem: ProblemError;
  readonly order: OrderDetail;
  /** The lines that were asked about together. */
  readonly lineNos: readonly number[];
  /** Nothing of what was filed together was taken. */
  readonly isOneOfSeveral: boolean;
  readonly isAsking: boolean;
  readonly onContest: () => void;
  /** Back to what was filled in. */
  readonly onChange: () => void;
};

/** The rule in plain words with its source, the other ways, and a person. */
export const Refusal = ({ problem, order, lineNos, isOneOfSeveral, isAsking, onContest, onChange }: Props) => {
  const { refusal, also, order: orderWords } = useBuyerWords();
  const { why, source, lineNo } = problem.params;
  const isAmongOthers = new Set(lineNos).size > 1;
  const refused = isAmongOthers ? order.lines.find(line => String(line.lineNo) === lineNo) : undefined;
  return (
    <section className="stack with-footer" aria-labelledby="refused">
      <h2 id="refused">{refusal.title}</h2>
      <div className="card refusal">
        {refused !== undefined && <p className="quiet">{refusal.about([refused.name, ...Object.values(refused.options)].join(" · "))}</p>}
        <p>
          <strong>{why ?? problem.detail}</strong>
        </p>
        {source !== undefined && (
          <p className="quiet">
            {orderWords.rule} <SourceLink source={String(source)} />
          </p>
        )}
      </div>
      {isOneOfSeveral && <p>{also.oneRefused}</p>}
      <p>
        <button type="button" className="text-button" onClick={onChange}>
          {refusal.edit}
        </button>
      </p>
      <p>{refusal.person}</p>
      <div className="actions">
        <Link to="/orders/$orderId" params={{ orderId: order.orderId }} className="quiet-button">
          {refusal.others}
        </Link>
        <Button block color="primary" size="large" loading={isAsking} onClick={onContest}>
          {refusal.contest}
        </Button>
      </div>
    </section>
  );
};
