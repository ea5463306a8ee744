import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { PromiseLine } from "@amends/ui/components/promise-line";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";
import { progressLine } from "./progress-line.ts";

/** Done (what, when, by whom), now (the promise line), next. */
export const ProgressSteps = ({ shown }: { readonly shown: CaseDetail }) => {
  const { language } = useLanguage();
  const { progress } = useBuyerWords();
  const { done, now, next } = progressLine(shown.steps, shown.promise?.stepNo ?? null);
  return (
    <ol className="progress">
      <li data-part="done">
        <p>{progress.filed}</p>
        <p className="quiet">
          <Moment at={shown.filedAt} as="day" />
        </p>
      </li>
      {done.map(step => (
        <li key={step.stepNo} data-part={step.status === "failed" ? "failed" : "done"}>
          <DoneStep step={step} />
        </li>
      ))}
      {now.map(step => (
        <li key={step.stepNo} data-part="now" aria-current="step">
          <PromiseLine promise={{ ...step, stepType: step.type }} refund={shown.refund} reader="buyer" size="banner" />
          {shown.extensions.map(extension => (
            <p key={extension.en} className="quiet">
              {extension[language]}
            </p>
          ))}
        </li>
      ))}
      {shown.endedAt !== null && (
        <li data-part="end">
          <p>
            <strong>{progress.ended[shown.phase]}</strong>
          </p>
          <p className="quiet">
            <Moment at={shown.endedAt} as="day" />
          </p>
        </li>
      )}
      {next.map(step => (
        <li key={step.stepNo} data-part="next">
          <p>{step.title[language]}</p>
        </li>
      ))}
    </ol>
  );
};

const DoneStep = ({ step }: { readonly step: CaseDetail["steps"][number] }) => {
  const { language } = useLanguage();
  const { progress, owner } = useBuyerWords();
  const outcome = step.outcome === null ? undefined : progress.outcome[step.outcome];
  const by = step.automatic === null ? owner.buyer[step.owner] : byWords(step.type, step.automatic.because, progress);
  return (
    <>
      <p>
        {step.title[language]}
        {outcome !== undefined && <strong> · {outcome}</strong>}
      </p>
      <p className="quiet">
        {step.endedAt !== null && <Moment at={step.endedAt} as="day" />} · {by}
      </p>
    </>
  );
};

type ProgressWords = ReturnType<typeof useBuyerWords>["progress"];
type Because = NonNullable<CaseDetail["steps"][number]["automatic"]>["because"];

/** A gateway stands for whoever is behind it: the bank has nothing to say about a parcel. */
const byWords = (stepType: string, because: Because, { by, confirmedBy }: ProgressWords): string =>
  because === "gateway" ? confirmedBy[BEHIND_GATEWAY[stepType] ?? "shop"] : by[because];

const BEHIND_GATEWAY: Readonly<Record<string, keyof ProgressWords["confirmedBy"]>> = {
  refund: "money",
  compensate: "money",
  collect: "money",
  intercept: "carrier",
  pickup: "carrier",
  trace: "carrier",
  reship: "carrier",
  ship_back: "carrier",
  forward: "carrier",
  return_to_buyer: "carrier",
  visit: "repairer",
  repair: "repairer",
  lend: "repairer",
};
