import type { Recorded } from "../case/case-event.ts";
import { textsOf, wholeOf, wholeOrNull } from "../intake/stage.ts";
import { addMs, type Instant, SECOND_MS } from "../kernel/time.ts";
import type { NoticePack } from "./choose-notice.ts";
import { CHANNELS, type NoticeChannel } from "./notice.ts";

export type SurveyPlan = {
  readonly askAt: Instant;
  readonly remindAfterSeconds: number;
  readonly expireAfterSeconds: number;
  /** This score or a lower one asks for somebody to call. */
  readonly lowScore: number;
  readonly channels: readonly NoticeChannel[];
};

export type EndedCase = {
  readonly event: Recorded;
  readonly serviceType: string;
  readonly severity: string;
  readonly personInvolved: boolean;
};

/** Whether and when a buyer is asked how it was, by the pack's row for how their case ended; null for every event that ends none. */
export const planSurvey = ({ tables }: NoticePack, { event, serviceType, severity, personInvolved }: EndedCase): SurveyPlan | null => {
  if (event.type !== "case_ended") return null;
  const hit = tables.get("follow_up")?.evaluate({
    end: event.end,
    personInvolved,
    request: { type: serviceType },
    severity: { level: severity },
  });
  if (hit === null || hit === undefined) return null;
  const askAfterSeconds = wholeOrNull(hit, "askAfterSeconds");
  if (askAfterSeconds === null) return null;
  return {
    askAt: addMs(event.at, askAfterSeconds * SECOND_MS),
    remindAfterSeconds: wholeOf(hit, "remindAfterSeconds"),
    expireAfterSeconds: wholeOf(hit, "expireAfterSeconds"),
    lowScore: wholeOf(hit, "lowScore"),
    channels: CHANNELS.filter(channel => textsOf(hit, "channels").includes(channel)),
  };
};
