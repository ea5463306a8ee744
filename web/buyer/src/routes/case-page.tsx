import { useLanguage } from "@amends/ui/components/language";
import { goodsText } from "@amends/ui/format/goods";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { GivenEvidence } from "../features/evidence/given-evidence.tsx";
import { caseQuery, useFollowedCase } from "../features/progress/api/get-case.ts";
import { CaseActions } from "../features/progress/case-actions.tsx";
import { CourierCard } from "../features/progress/courier-card.tsx";
import { HandlerLine } from "../features/progress/handler-line.tsx";
import { MoneySentence } from "../features/progress/money-sentence.tsx";
import type { CaseDetail } from "../features/progress/money-words.ts";
import { ParcelCards } from "../features/progress/parcel-cards.tsx";
import { ProgressSteps } from "../features/progress/progress-steps.tsx";
import { RefusedCard } from "../features/progress/refused-card.tsx";
import { ReturnAddressCard } from "../features/progress/return-address-card.tsx";
import { RateCard } from "../features/survey/rate-card.tsx";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/cases/$caseId");

const APPLIED_IN_VAIN: readonly CaseDetail["phase"][] = ["rejected", "withdrawn", "closed"];

/** The receipt, and from then on the place to look: what was asked, where the money is, what happened, what happens now and next. */
export const CasePage = () => {
  const { caseId } = route.useParams();
  const { filed } = route.useSearch();
  const words = useBuyerWords();
  const { language } = useLanguage();
  const query = useQuery(caseQuery(caseId));
  const isLive = useFollowedCase(caseId);
  return (
    <>
      <BackLink to="/" />
      <PageState query={query}>
        {shown => (
          <div className="with-footer">
            {filed && (
              <p className="receipt" role="status">
                {words.progress.received}
              </p>
            )}
            <PageTitle>{words.serviceType[shown.serviceType]}</PageTitle>
            <p className="quiet">
              {goodsText(shown.lines, language)} · {words.progress.number} <span className="number">{shown.shortNo}</span>
            </p>
            <Link to="/orders/$orderId" params={{ orderId: shown.orderId }} className="to-order">
              {words.progress.order}
            </Link>
            <div className="cards">
              {shown.batchId !== null && <p className="card">{words.progress.inBatch}</p>}
              <HandlerLine shown={shown} />
              <CourierCard shown={shown} />
              <RefusedCard shown={shown} />
              <MoneySentence shown={shown} />
              <ReturnAddressCard shown={shown} />
              <section className="card" aria-label={words.progress.live}>
                <ProgressSteps shown={shown} />
              </section>
              <GivenEvidence caseId={caseId} timeline={shown.timeline} />
              <ParcelCards shown={shown} />
              {APPLIED_IN_VAIN.includes(shown.phase) && (
                <Link to="/orders/$orderId" params={{ orderId: shown.orderId }} className="card option">
                  <strong>{words.progress.applyAgain}</strong>
                  <span className="quiet">{words.progress.applyAgainMeans}</span>
                </Link>
              )}
              <RateCard caseId={caseId} isOver={shown.endedAt !== null} />
              <Link to="/cases/$caseId/why" params={{ caseId }} className="card option">
                <strong>{words.progress.why}</strong>
              </Link>
            </div>
            {shown.endedAt === null && (
              <p className="quiet live" role="status">
                {isLive ? words.progress.live : words.progress.reconnecting}
              </p>
            )}
            <CaseActions shown={shown} />
          </div>
        )}
      </PageState>
    </>
  );
};
