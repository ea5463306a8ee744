import { isBesideOtherCases } from "@amends/domain/intake/service-type";
import { useLanguage } from "@amends/ui/components/language";
import { Empty } from "@amends/ui/components/states";
import { useQueries } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { FilingForm } from "../features/filing/filing-form.tsx";
import type { FilingSubject } from "../features/filing/filing-of.ts";
import { type OrderDetail, type OrderOptions, optionsQuery, orderQuery } from "../features/orders/api/get-order.ts";
import { optionKey } from "../features/orders/option-key.ts";
import { OrderItem } from "../features/orders/order-item.tsx";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";
import { bothOf, PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/orders/$orderId/file/$about/$option");

type Named = { readonly about: string; readonly option: string };

/** What the address names, if it is (still) open. */
const subjectOf = (order: OrderDetail, { lines, wholes }: OrderOptions, { about, option: named }: Named): FilingSubject | null => {
  const whole = wholes.find(({ sellerId }) => sellerId === about);
  const ofLine = lines.find(({ lineNo }) => String(lineNo) === about);
  const option = (whole ?? ofLine)?.options.find(each => optionKey(each) === named);
  const isBeside = option !== undefined && isBesideOtherCases(option.type);
  const asked = whole?.pieces ?? (ofLine === undefined ? [] : [{ lineNo: ofLine.lineNo, quantity: isBeside ? null : ofLine.piecesLeft }]);
  const pieces = asked.flatMap(({ lineNo, quantity }) => {
    const line = order.lines.find(candidate => candidate.lineNo === lineNo);
    return line === undefined ? [] : [{ line, left: quantity ?? line.quantity }];
  });
  return option?.kind !== "open" || pieces.length === 0 ? null : { pieces, sellerId: whole?.sellerId ?? null, option };
};

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
                subject={subject}
                place={{ orderId, about }}
                onOther={other =>
                  void navigate({ to: "/orders/$orderId/file/$about/$option", params: { orderId, about, option: other }, replace: true })
                }
                onFiled={caseId => void navigate({ to: "/cases/$caseId", params: { caseId }, search: { filed: true }, replace: true })}
              />
            </div>
          );
        }}
      </PageState>
    </>
  );
};
