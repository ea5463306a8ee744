import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, STAFF, streamAnswer } from "../../route.ts";
import { id, queryInteger } from "../../wire.ts";

/**
 * Server-sent events. `id` of each is its number in the feed: gapless over all cases, so what a caller may not see leaves gaps for them. A broken stream
 * is taken up with `Last-Event-ID`; `after` does the same for clients that cannot set the header. First comes `ready`; an `end` says why a stream ended:
 * `life_over`, `slow_client`, `server_stopping`, `fault`. `phase` is where the case stands now.
 */
const READERS = [...STAFF, "seller", "integrator", "buyer"] as const;
const EVENT_STREAM = streamAnswer("text/event-stream");
const after = queryInteger(0, Number.MAX_SAFE_INTEGER).optional();

export const streamFeed = defineRoute({
  method: "GET",
  path: "/v1/feed",
  summary: bilingual("实时事件流：您可以看到的所有售后单", "Events of every case you may see, as they happen"),
  access: { roles: READERS },
  query: z.strictObject({ after }),
  answers: { 200: EVENT_STREAM },
  refusals: ["too_many_requests"],
});

export const streamCase = defineRoute({
  method: "GET",
  path: "/v1/cases/{caseId}/stream",
  summary: bilingual("实时事件流：一个售后单", "Events of one case, as they happen"),
  access: { roles: READERS },
  params: z.strictObject({ caseId: id("case") }),
  query: z.strictObject({ after }),
  answers: { 200: EVENT_STREAM },
  refusals: ["not_found", "too_many_requests"],
});
