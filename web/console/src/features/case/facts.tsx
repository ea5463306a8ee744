import { Amount } from "@amends/ui/components/amount";
import { BenefitsList } from "@amends/ui/components/benefits-list";
import { useLanguage, useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { BearersTable, SumsTable } from "@amends/ui/components/sums-table";
import { ACCEPTANCE_WORDS } from "@amends/ui/words/acceptance";
import { SUMS_WORDS } from "@amends/ui/words/sums";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useConsoleWords } from "../../words/words-in.ts";
import { ClocksPanel } from "../clock/clocks-panel.tsx";
import { SurveyPanel } from "../survey/survey-panel.tsx";
import { acceptancesQuery, type CaseDetail, casesOfCustomerQuery, orderQuery, sumsQuery } from "./api/get-case.ts";
import { ParcelFacts } from "./parcel-facts.tsx";
import { Recipient } from "./recipient.tsx";

/** Plan and clocks, money, order, earlier cases. The decision and what can be done stand above them. */
export const Facts = ({ shown }: { readonly shown: CaseDetail }) => (
  <>
    <PlanPanel shown={shown} />
    <ClocksPanel shown={shown} />
    <SurveyPanel caseId={shown.caseId} />
    <MoneyPanel shown={shown} />
    <OrderPanel shown={shown} />
    <EarlierPanel shown={shown} />
  </>
);

const PlanPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  return (
    <section className="panel" aria-labelledby="plan">
      <h2 id="plan">{words.case.plan}</h2>
      <ol className="plan">
        {shown.steps.map(step => (
          <li key={step.stepNo} data-status={step.status}>
            <span>
              {step.title[language]} <span className="quiet">{words.owner.staff[step.owner]}</span>
            </span>
            <span className="quiet">
              {step.outcome === null ? words.stepStatus[step.status] : (words.outcome_[step.outcome] ?? step.outcome)}
            </span>
            {step.status === "active" && (
              <PromiseLine promise={{ ...step, stepType: step.type }} refund={shown.refund} reader="staff" size="chip" />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
};

const MoneyPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  if (shown.refunds.length === 0 && shown.collect === null && shown.benefits.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="money">
      <h2 id="money">{words.case.money}</h2>
      <table className="sums">
        <thead>
          <tr>
            <th scope="col" aria-label={words.case.money} />
            <th scope="col">{words.case.promised}</th>
            <th scope="col">{words.case.refunded}</th>
          </tr>
        </thead>
        <tbody>
          {shown.refunds.map(({ tenderNo, methodKind, promised, refunded }) => (
            <tr key={tenderNo}>
              <th scope="row">{words.tender[methodKind]}</th>
              <td>
                <Amount value={promised} />
              </td>
              <td>
                <Amount value={refunded} />
              </td>
            </tr>
          ))}
          {shown.collect !== null && (
            <tr>
              <th scope="row">
                {words.case.collect} {words.tender[shown.collect.methodKind]}
              </th>
              <td>
                <Amount value={shown.collect.amount} />
              </td>
              <td>
                <Amount value={shown.collect.collected} />
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <BenefitsList shown={shown} />
      <SumsPanel shown={shown} />
    </section>
  );
};

/** How the sums come about, and who bears them: the same table the buyer has. */
const SumsPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  const { how } = useWords(SUMS_WORDS);
  const { data } = useQuery(sumsQuery(shown.caseId));
  if (data === undefined || data.refund === null) return null;
  return (
    <details className="fact-how">
      <summary>{how}</summary>
      <SumsTable refund={data.refund} tender={words.tender} />
      <BearersTable refund={data.refund} party={words.party} />
    </details>
  );
};

const OrderPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  const { data: order } = useQuery(orderQuery(shown.orderId));
  const { data: said } = useQuery(acceptancesQuery(shown.orderId));
  const handOver = useWords(ACCEPTANCE_WORDS);
  return (
    <section className="panel" aria-labelledby="order">
      <h2 id="order">{words.case.order}</h2>
      <p>
        {words.case.orderNo} <span className="number">{shown.externalOrderNo}</span>
        {order !== undefined && (
          <>
            {" "}
            · <Moment at={order.placedAt} as="day" /> · <Amount value={order.paid} />
          </>
        )}
      </p>
      <ul className="goods">
        {shown.lines.map(({ lineNo, name, quantity, receivedQuantity, promised }) => (
          <li key={lineNo}>
            <span>
              {name} ×{quantity}
              {receivedQuantity > 0 && (
                <span className="quiet">
                  {" "}
                  · {words.event.goods_received} {receivedQuantity}
                </span>
              )}
            </span>
            <Amount value={promised} />
          </li>
        ))}
      </ul>
      {order !== undefined && <Recipient order={order} />}
      {said !== undefined && said.recordable.length + said.entries.length > 0 && (
        <p>
          <Link to="/orders/$orderId/hand-over" params={{ orderId: shown.orderId }}>
            {handOver.title}
          </Link>
        </p>
      )}
      {order !== undefined && <ParcelFacts order={order} lineNos={[...shown.lines].map(({ lineNo }) => lineNo)} />}
    </section>
  );
};

const EarlierPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  const { data: cases = [] } = useQuery(casesOfCustomerQuery(shown.customerId));
  const others = cases.filter(({ caseId }) => caseId !== shown.caseId);
  if (others.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="earlier">
      <h2 id="earlier">{words.case.earlier}</h2>
      <ul className="goods">
        {others.map(({ caseId, shortNo, serviceType, phase, filedAt }) => (
          <li key={caseId}>
            <Link to="/cases/$caseId" params={{ caseId }} search={previous => previous}>
              {words.serviceType[serviceType]} {shortNo}
            </Link>
            <span className="quiet">
              {words.phase[phase]} · <Moment at={filedAt} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
