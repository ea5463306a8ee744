import { useLanguage } from "@amends/ui/components/language";
import { Empty } from "@amends/ui/components/states";
import { useQueries } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { FilingForm } from "../features/filing/filing-form.tsx";
import { subjectOf } from "../features/filing/subject-of.ts";
import { optionsQuery, orderQuery } from "../features/orders/api/get-order.ts";
import { OrderItem } from "../features/orders/order-item.tsx";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";
import { bothOf, PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/orders/$orderId/file/$about/$option");

export const FilingPage = () => {
  const { orderId, about, option } = route.useParams();
  const words = useBuyerWords();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [order, options] = useQueries({ queries: [orderQuery(orderId), optionsQuery(orderId)] });
  return (
    <>
      <BackLink to="/orders/$orderId" params={{ orderId }} />
      <PageState query={bothOf(order, options)}>
        {([shown, open]) => {
          const subject = subjectOf(shown, open, { about, option });
          if (subject === null) return <Empty title={words.orders.nothingNow} />;
          return (
            <div className="stack">
              <PageTitle className="flush">{subject.option.name[language]}</PageTitle>
              <div className="card">
                {subject.pieces.map(({ line }) => (
                  <OrderItem key={line.lineNo} line={line} />
                ))}
              </div>
              <FilingForm
                key={`${about} ${option}`}
                order={shown}
                options={open}
                subject={subject}
                place={{ orderId, about }}
                onOther={other =>
                  void navigate({ to: "/orders/$orderId/file/$about/$option", params: { orderId, about, option: other }, replace: true })
                }
                onFiled={caseIds => {
                  const [caseId, ...others] = caseIds;
                  if (caseId === undefined) return;
                  if (others.length > 0)
                    void navigate({ to: "/orders/$orderId/filed", params: { orderId }, search: { cases: [...caseIds] }, replace: true });
                  else void navigate({ to: "/cases/$caseId", params: { caseId }, search: { filed: true }, replace: true });
                }}
              />
            </div>
          );
        }}
      </PageState>
    </>
  );
};
