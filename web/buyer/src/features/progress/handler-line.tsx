import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { dayAndClock } from "@amends/ui/format/time";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";

/** Who has the matter now, by name, and when they will have answered; nothing once it is over, and no time that has passed. */
export const HandlerLine = ({ shown }: { readonly shown: CaseDetail }) => {
  const now = useNow(60_000);
  const { language } = useLanguage();
  const { progress } = useBuyerWords();
  const named = shown.timeline.findLast(({ type }) => type === "handler_named")?.data;
  const name = named?.["name"];
  if (shown.endedAt !== null || typeof name !== "string" || name === "") return null;
  const promisedAt = typeof named?.["promisedAt"] === "string" ? Date.parse(named["promisedAt"]) : null;
  const isAhead = promisedAt !== null && promisedAt > now;
  return (
    <p className="card" role="status">
      {isAhead ? progress.handlerBy(name, dayAndClock(promisedAt, now, language)) : progress.handler(name)}
    </p>
  );
};
