import { addMs, DAY_MS, instant } from "@amends/domain/kernel/time";
import { useWords } from "@amends/ui/components/language";
import { useQuery } from "@tanstack/react-query";
import { client } from "../../client.ts";
import { en, zh } from "./survey-words.ts";

const SPAN_MS = 30 * DAY_MS;

/** How buyers rated the operation of late. */
export const SatisfactionFigures = ({ now }: { readonly now: number }) => {
  const words = useWords({ zh, en });
  // The day that has begun counts too.
  const until = addMs(instant(now), DAY_MS);
  const { data: figures } = useQuery({
    queryKey: ["satisfaction", Math.floor(now / DAY_MS)],
    queryFn: async ({ signal }) => (await client.showSatisfaction({ query: { from: addMs(until, -SPAN_MS), until }, signal })).body,
  });
  if (figures === undefined || figures.asked === 0) return null;
  const percent = (basisPoints: number | null) => (basisPoints === null ? "–" : `${(basisPoints / 100).toFixed(1)}%`);
  const mean = (hundredths: number | null) => (hundredths === null ? "–" : (hundredths / 100).toFixed(2));
  const shown = [
    [words.asked, figures.asked],
    [words.response, percent(figures.responseBasisPoints)],
    [words.satisfied, percent(figures.satisfiedBasisPoints)],
    [words.score, mean(figures.scoreHundredths)],
    [words.effort, mean(figures.effortHundredths)],
  ] as const;
  return (
    <section className="panel" aria-labelledby="satisfaction">
      <h2 id="satisfaction">{words.figures}</h2>
      <dl className="figures">
        {shown.map(([name, figure]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="number">{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
};
