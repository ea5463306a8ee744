import { useLanguage } from "@amends/ui/components/language";
import { Empty } from "@amends/ui/components/states";
import { useQueries } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { FilingForm } from "../features/filing/filing-form.tsx";
import type { FilingSubject } from "../features/filing/filing-of.ts";
import { type LineOptions, type OrderDetail, optionsQuery, orderQuery } from "../features/orders/api/get-order.ts";
import { optionKey } from "../features/orders/option-key.ts";
import { OrderItem } from "../features/orders/order-item.tsx";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";
import { bothOf, PageState } from "./page-state.tsx";

const route = getRouteApi("/orders/$orderId/file/$lineNo/$option");

/** What the address names, if it is (still) open. */
const subjectOf = (
  order: OrderDetail,
  options: readonly LineOptions[],
  named: { readonly lineNo: string; readonly option: string },
): FilingSubject | null => {
  const line = order.lines.find(({ lineNo }) => String(lineNo) === named.lineNo);
  const ofLine = options.find(({ lineNo }) => lineNo === line?.lineNo);
  const option = ofLine?.options.find(each => optionKey(each) === named.option);
  return line === undefined || ofLine === undefined || option?.kind !== "open" ? null : { line, option, piecesLeft: ofLine.piecesLeft };
};

export const FilingPage = () => {
  const { orderId, lineNo, option } = route.useParams();
  const words = useBuyerWords();
  const { language } = useLanguage();
  const navigate = useNavigate();
  const [order, options] = useQueries({ queries: [orderQuery(orderId), optionsQuery(orderId)] });
  return (
    <>
      <BackLink to="/orders/$orderId" params={{ orderId }} />
      <PageState query={bothOf(order, options)}>
        {([shown, lines]) => {
          const subject = subjectOf(shown, lines, { lineNo, option });
          if (subject === null) return <Empty title={words.orders.nothingNow} />;
          return (
            <div className="stack">
              <h1 className="flush">{subject.option.name[language]}</h1>
              <div className="card">
                <OrderItem line={subject.line} />
              </div>
              <FilingForm
                {...subject}
                orderId={orderId}
                onFiled={caseId => void navigate({ to: "/cases/$caseId", params: { caseId }, search: { filed: true }, replace: true })}
              />
            </div>
          );
        }}
      </PageState>
    </>
  );
};
