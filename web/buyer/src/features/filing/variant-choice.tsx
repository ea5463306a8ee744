import { useLanguage } from "@amends/ui/components/language";
import { formatAmount } from "@amends/ui/format/amount";
import { exactTime } from "@amends/ui/format/time";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { Variant } from "./api/get-choices.ts";

type Props = {
  readonly variants: readonly Variant[];
  readonly chosen: string | null;
  readonly onChoose: (skuId: string) => void;
};

/** What else the product comes as, with what it costs more or brings back. What cannot be taken says why. */
export const VariantChoice = ({ variants, chosen, onChoose }: Props) => {
  const { filing } = useBuyerWords();
  const { language } = useLanguage();
  const [{ asOf } = { asOf: null }] = variants;
  return (
    <fieldset className="card variants">
      <legend>{filing.variant}</legend>
      {variants.length === 0 && <p className="quiet">{filing.noVariant}</p>}
      {variants.map(variant => (
        <label key={variant.skuId} className="choice">
          <input
            type="radio"
            name="variant"
            disabled={variant.verdict === "refused"}
            checked={variant.skuId === chosen}
            onChange={() => onChoose(variant.skuId)}
          />
          <span>
            <strong>{nameOf(variant)}</strong>
            <DifferenceWords variant={variant} />
            <small className="quiet">{variant.verdict === "refused" ? variant.explanation[language] : stockWords(variant, filing)}</small>
          </span>
        </label>
      ))}
      {asOf !== null && <p className="quiet">{filing.stockAsOf(exactTime(asOf, language))}</p>}
    </fieldset>
  );
};

const nameOf = ({ name, options }: Variant): string => {
  const chosen = Object.values(options).join(" · ");
  return chosen === "" ? name : chosen;
};

type FilingWords = ReturnType<typeof useBuyerWords>["filing"];

const FEW = 5;

const stockWords = ({ available, isBought }: Variant, filing: FilingWords): string =>
  [isBought ? filing.sameArticle : "", available !== null && available <= FEW ? filing.fewLeft(available) : ""]
    .filter(text => text !== "")
    .join(" · ");

const DifferenceWords = ({ variant: { difference, verdict } }: { readonly variant: Variant }) => {
  const { filing } = useBuyerWords();
  if (verdict === "refused") return null;
  switch (difference.kind) {
    case "none":
      return <span>{filing.noDifference}</span>;
    case "pay":
      return <span>{filing.payMore(formatAmount(difference.amount))}</span>;
    case "back":
      return <span>{filing.comesBack(formatAmount(difference.amount))}</span>;
  }
};
