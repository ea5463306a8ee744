import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { CaseDetail } from "./money-words.ts";
import { WhatWouldChange } from "./what-would-change.tsx";

/** A refusal says who refused and why, what would change it, and where a person is: nobody should have to ask for that. */
export const RefusedCard = ({ shown }: { readonly shown: CaseDetail }) => {
  const { phase, endReason, steps } = shown;
  const { refused, owner } = useBuyerWords();
  if (phase !== "rejected") return null;
  const because = refused.because[endReason ?? ""];
  const by = steps.findLast(({ outcome }) => outcome === "rejected")?.owner ?? "platform";
  return (
    <section className="card refused" aria-labelledby="refused">
      <h2 id="refused">{refused.title}</h2>
      <p>{because === undefined ? refused.noReason : refused.said(owner.buyer[by], because[0])}</p>
      <h3>{refused.helps}</h3>
      {because === undefined ? <WhatWouldChange shown={shown} /> : <p>{because[1]}</p>}
      <p className="quiet">{refused.person}</p>
    </section>
  );
};
