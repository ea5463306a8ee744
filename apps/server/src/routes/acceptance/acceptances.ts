import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/acceptance/acceptances";
import { recordAcceptance, type ShownAcceptance, showAcceptances } from "@amends/flows/record-acceptance";
import { openAcceptanceFile } from "@amends/flows/show-case-file";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { refusalOf } from "../case/case-refusals.ts";
import { streamFile } from "../evidence-file/stream-file.ts";

type Deps = Pick<ServerDeps, "acceptances" | "filing" | "reads" | "evidence">;

export const acceptanceRoutes = ({ acceptances, filing, reads, evidence }: Deps) => ({
  listAcceptances: mount(route.listAcceptances, async ({ principal, params: { orderId } }) => {
    const shown = await showAcceptances({ ...filing, acceptances, reads }, principal, orderId);
    if (shown === null) return refuse("not_found", { id: orderId });
    return answer(200, { recordable: [...shown.recordable], entries: shown.entries.map(entryOf) });
  }),
  recordAcceptance: mount(route.recordAcceptance, async ({ principal, params: { orderId }, body }) => {
    const said = { ...body, goods: body.kind === "recorded" ? body.goods : null };
    const outcome = await recordAcceptance({ ...filing, acceptances }, principal, orderId, said);
    switch (outcome.kind) {
      case "kept":
        return answer(201, { entryNo: outcome.entry.entryNo, at: outcome.entry.at });
      case "refused":
        return refuse(outcome.code, { orderId, lineNo: String(body.lineNo) });
      case "rejected":
        return refusalOf(outcome);
      case "too_busy":
        return refuse("conflict_retry", { id: orderId });
      case "not_found":
      case "person_erased":
        return refuse(outcome.kind, { id: orderId });
    }
  }),
  showAcceptanceFile: mount(route.showAcceptanceFile, async ({ principal, params: { orderId, fileId }, range }) =>
    streamFile(await openAcceptanceFile(evidence, acceptances, principal, { orderId, fileId }), fileId, range),
  ),
});

const entryOf = ({ entryNo, lineNo, kind, at, by, goods, files, remark }: ShownAcceptance) => ({
  ...{ entryNo, lineNo, kind, at, remark },
  by: by.role === "seller" ? ("seller" as const) : ("buyer" as const),
  goods: goods === null ? null : { ...goods, accessories: [...goods.accessories] },
  files: [...files],
});
