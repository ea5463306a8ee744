import { useLanguage, useWords } from "@amends/ui/components/language";
import { durationWords } from "@amends/ui/format/time";
import { useConsoleWords } from "../../words/words-in.ts";
import type { CaseDetail } from "../case/api/get-case.ts";
import { en, zh } from "./clock-words.ts";

type Clock = CaseDetail["clocks"][number];

/** What was promised, what was taken of it and who had the ball; the promise that is broken worst stands first. */
export const ClocksPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useWords({ zh, en });
  const { language } = useLanguage();
  if (shown.clocks.length === 0) return null;
  const titles = new Map(shown.steps.map(({ stepNo, title }) => [stepNo, title[language]]));
  const clocks = shown.clocks.toSorted((one, other) => other.breachMs - one.breachMs);
  return (
    <section className="panel" aria-labelledby="clocks">
      <h2 id="clocks">{words.clocks}</h2>
      <ul className="clocks">
        {clocks.map(clock => (
          <li key={`${clock.stepNo ?? clock.clock}`} data-status={clock.breachMs > 0 ? "late" : clock.status}>
            <span>{clock.stepNo === null ? words.whole : (titles.get(clock.stepNo) ?? clock.stepType)}</span>
            <Standing clock={clock} />
            <span className="quiet">{clock.counts === "silence" ? words.silence : clock.words[language]}</span>
            <Held clock={clock} />
          </li>
        ))}
      </ul>
    </section>
  );
};

const Standing = ({ clock }: { readonly clock: Clock }) => {
  const words = useWords({ zh, en });
  const { language } = useLanguage();
  // A promise of seconds is told in seconds.
  const told = (ms: number) => (ms < 60_000 ? words.seconds(Math.ceil(ms / 1000)) : durationWords(ms, language));
  if (clock.breachMs > 0) return <strong className="urgent">{words.late(told(clock.breachMs))}</strong>;
  if (clock.status === "paused") return <span>{words.pausedNow}</span>;
  return <span>{clock.status === "stopped" ? words.keptIn(told(clock.consumedMs)) : words.left(told(clock.remainingMs))}</span>;
};

const Held = ({ clock }: { readonly clock: Clock }) => {
  const { owner } = useConsoleWords();
  const words = useWords({ zh, en });
  const { language } = useLanguage();
  const minutes = clock.held.filter(({ ms }) => ms >= 60_000);
  if (minutes.length === 0) return null;
  return (
    <span className="quiet">
      {words.held}: {minutes.map(({ by, ms }) => `${owner.staff[by]} ${durationWords(ms, language)}`).join(" · ")}
    </span>
  );
};
