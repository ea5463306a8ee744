import { refuse } from "@amends/contract/errors";
import { FILE_VIEWS_MAX, listFileViews } from "@amends/contract/routes/case/file-views";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const listFileViewsRoute = ({ evidence }: Pick<ServerDeps, "evidence">) =>
  mount(listFileViews, async ({ scope, params: { caseId } }) => {
    const views = await evidence.files.viewsOfCase(scope, caseId, FILE_VIEWS_MAX);
    if (views === null) return refuse("not_found", { id: caseId });
    return answer(200, { items: views.map(({ fileId, at, by, name }) => ({ fileId, viewedAt: at, role: by.role, name })) });
  });
