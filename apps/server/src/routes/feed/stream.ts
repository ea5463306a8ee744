import { refuse } from "@amends/contract/errors";
import { streamCase, streamFeed } from "@amends/contract/routes/feed/stream";
import type { ServerDeps } from "../../deps.ts";
import { callerOf } from "../../principal-key.ts";
import { answer, mount } from "../../route.ts";

/** How long a caller with too many open streams should wait: one of them ends at the latest when its life is over. */
const RETRY_AFTER_SECONDS = 30;

export const streamFeedRoute = ({ feed }: Pick<ServerDeps, "feed">) =>
  mount(streamFeed, async ({ principal, scope, query, lastEventId }) => {
    const stream = await feed.streams.open({ scope, caller: callerOf(principal), caseId: null, after: lastEventId ?? query.after ?? null });
    return stream === null ? refuse("too_many_requests", { retryAfterSeconds: RETRY_AFTER_SECONDS }) : answer(200, stream);
  });

export const streamCaseRoute = ({ feed }: Pick<ServerDeps, "feed">) =>
  mount(streamCase, async ({ principal, scope, params: { caseId }, query, lastEventId }) => {
    if ((await feed.reader.caseVersion(scope, caseId)) === null) return refuse("not_found", { id: caseId });
    const stream = await feed.streams.open({ scope, caller: callerOf(principal), caseId, after: lastEventId ?? query.after ?? null });
    return stream === null ? refuse("too_many_requests", { retryAfterSeconds: RETRY_AFTER_SECONDS }) : answer(200, stream);
  });
