import { WEIGHING_WORDS } from "../words/weighing.ts";
import { useLanguage, useWords } from "./language.tsx";
import { SourceLink } from "./source-link.tsx";

type Row = { readonly rowId: string; readonly zh: string; readonly en: string; readonly source: string };
type Standing = { readonly confidenceBasisPoints: number; readonly grounds: readonly (Row & { readonly basisPoints: number })[] };
export type WeighingView = {
  readonly isAboutEvidence: boolean;
  readonly buyer: Standing;
  readonly seller: Standing | null;
  readonly settled: (Row & { readonly holds: "buyer" | "seller" | "neither" }) | null;
};

const WHOLE = 10_000;

const shareOf = (basisPoints: number): string => (basisPoints / WHOLE).toFixed(2);
const changeBy = (basisPoints: number): string => `${basisPoints < 0 ? "−" : "+"}${shareOf(Math.abs(basisPoints))}`;

/** Why we are as sure as we are of what each side says, ground by ground; and whose word holds where they differ. */
export const Weighing = ({ weighing: { buyer, seller, settled } }: { readonly weighing: WeighingView }) => {
  const words = useWords(WEIGHING_WORDS);
  const { language } = useLanguage();
  return (
    <>
      {settled !== null && (
        <>
          <p>{words.holds[settled.holds]}</p>
          <p className="quiet">
            {settled[language]} · {settled.rowId} · <SourceLink source={settled.source} />
          </p>
        </>
      )}
      {seller !== null && <h3>{words.word.buyer}</h3>}
      <Grounds standing={buyer} />
      {seller !== null && (
        <>
          <h3>{words.word.seller}</h3>
          <Grounds standing={seller} />
        </>
      )}
      <p className="quiet">{words.decidesAlone}</p>
    </>
  );
};

const Grounds = ({ standing: { confidenceBasisPoints, grounds } }: { readonly standing: Standing }) => {
  const words = useWords(WEIGHING_WORDS);
  const { language } = useLanguage();
  return (
    <ul className="grounds">
      {grounds.map((ground, index) => (
        <li key={ground.rowId}>
          <span>{ground[language]}</span>{" "}
          <span className="number">{index === 0 ? shareOf(ground.basisPoints) : changeBy(ground.basisPoints)}</span>
        </li>
      ))}
      <li>
        <strong>{words.sure(shareOf(confidenceBasisPoints))}</strong>
      </li>
    </ul>
  );
};
