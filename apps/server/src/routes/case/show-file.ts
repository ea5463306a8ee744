import { showCaseFile as showCaseFileRouteOf } from "@amends/contract/routes/case/show-file";
import { openCaseFile } from "@amends/flows/show-case-file";
import type { ServerDeps } from "../../deps.ts";
import { mount } from "../../route.ts";
import { streamFile } from "../evidence-file/stream-file.ts";

export const showCaseFileRoute = ({ evidence }: Pick<ServerDeps, "evidence">) =>
  mount(showCaseFileRouteOf, async ({ principal, params: { caseId, fileId }, range }) =>
    streamFile(await openCaseFile(evidence, principal, { caseId, fileId }), fileId, range),
  );
