import { filesNamedIn } from "@amends/contract/views/file-view";
import type { orderDetail } from "@amends/contract/views/order-view";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { z } from "zod";
import { type BatchSeed, OpenBatchForm } from "../features/batch/open-batch-form.tsx";
import { type CaseDetail, caseQuery, orderQuery } from "../features/case/api/get-case.ts";
import { useConsoleWords } from "../words/words-in.ts";

const route = getRouteApi("/desk/cases/$caseId/batch");

/** A batch begins with a case: its goods, its reason and its proof are known, and only how far the cause reaches is asked. */
export const NewBatchPage = () => {
  const { caseId } = route.useParams();
  const { batch: words } = useConsoleWords();
  const shown = useQuery(caseQuery(caseId));
  const order = useQuery({ ...orderQuery(shown.data?.orderId ?? "order_none"), enabled: shown.data !== undefined });
  const error = shown.error ?? order.error;
  return (
    <main id="main" className="page">
      <p>
        <Link to="/cases/$caseId" params={{ caseId }} search={{}}>
          {words.backToCase}
        </Link>
      </p>
      <h1>{words.newTitle}</h1>
      <p className="quiet">{words.newIntro}</p>
      {error !== null && <ErrorState error={error} />}
      {error === null && order.data === undefined && <Loading />}
      {shown.data !== undefined && order.data !== undefined && <OpenBatchForm seed={seedOf(shown.data, order.data)} />}
    </main>
  );
};

const seedOf = (shown: CaseDetail, order: z.output<typeof orderDetail>): BatchSeed => {
  const lines = order.lines.filter(({ lineNo }) => shown.lines.some(line => line.lineNo === lineNo));
  const lots = [...new Set(lines.flatMap(({ batchNo }) => batchNo ?? []))];
  const skus = [...new Set(lines.map(({ skuId }) => skuId))];
  return {
    caseId: shown.caseId,
    sellerId: shown.sellerId,
    reason: shown.judgedReason ?? shown.reason,
    placedAt: order.placedAt,
    causes: [...lots.map(batchNo => ({ kind: "batch_no" as const, batchNo })), ...skus.map(skuId => ({ kind: "sku" as const, skuId }))],
    evidence: filesNamedIn(shown.timeline).map(({ fileId }) => ({ caseId: shown.caseId, fileId })),
  };
};
