import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Segmented } from "antd";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { NoteForm } from "./note-form.tsx";
import { eventWords, STREAMS, type Stream } from "./timeline-words.ts";

/** What follows from the rules when somebody acts; the act itself stands beside it under their name. */
const BY_ITSELF: readonly string[] = ["case_decided", "plan_amended", "step_started", "effect_asked", "case_ended"];

/** Messages, decisions, parcels and money in one stream, the latest last, the note to add below it. */
export const Timeline = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  const [stream, setStream] = useState<Stream | "all">("all");
  const said = shown.timeline.map(event => ({ event, ...eventWords(event, shown, words, language) }));
  return (
    <section className="timeline" aria-label={words.case.timeline}>
      <Segmented
        aria-label={words.case.timeline}
        value={stream}
        onChange={setStream}
        options={(["all", ...STREAMS] as const).map(value => ({ value, label: words.case.filter[value] }))}
      />
      <ol className="events">
        {said
          .filter(each => stream === "all" || each.stream === stream)
          .map(({ event, text, stream: of, quote }) => (
            <li key={event.seq} data-stream={of} data-staff-only={event.data["visibleTo"] === "staff" ? "" : undefined}>
              <p>{text}</p>
              {quote != null && <blockquote>{quote}</blockquote>}
              <p className="quiet">
                {words.role[BY_ITSELF.includes(event.type) ? "system" : event.by.role]} · <Moment at={event.at} />
              </p>
            </li>
          ))}
      </ol>
      <NoteForm caseId={shown.caseId} version={shown.version} />
    </section>
  );
};
