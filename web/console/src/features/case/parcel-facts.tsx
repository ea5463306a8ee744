import type { orderDetail } from "@amends/contract/views/order-view";
import { CHINA_REGIONS } from "@amends/domain/order/china-regions";
import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import type { z } from "zod";
import { useConsoleWords } from "../../words/words-in.ts";
import { useParcelFactsWords } from "./parcel-facts-words.ts";

type Order = z.output<typeof orderDetail>;

/** What is known of the goods and their way that a rule may go by: whoever looks at the case sees what the rule saw. */
export const ParcelFacts = ({ order, lineNos }: { readonly order: Order; readonly lineNos: readonly number[] }) => (
  <>
    {[...order.lines]
      .filter(({ lineNo }) => lineNos.includes(lineNo))
      .map(line => (
        <GoodsFacts key={line.lineNo} line={line} />
      ))}
    {[...order.shipments].map(shipment => (
      <ParcelLine key={shipment.shipmentNo} shipment={shipment} />
    ))}
  </>
);

const GoodsFacts = ({ line: { name, ripensDays, installedAt } }: { readonly line: Order["lines"][number] }) => {
  const words = useParcelFactsWords();
  if (ripensDays === null && installedAt === null) return null;
  return (
    <p className="quiet">
      {name}
      {ripensDays !== null && <> · {words.ripens(ripensDays)}</>}
      {installedAt !== null && (
        <>
          {" "}
          · {words.installed} <Moment at={installedAt} as="day" />
        </>
      )}
    </p>
  );
};

const ParcelLine = ({ shipment }: { readonly shipment: Order["shipments"][number] }) => {
  const { tracking, case: caseWords } = useConsoleWords();
  const words = useParcelFactsWords();
  const { language } = useLanguage();
  const { carrier, trackingNo, fromRegion, packedGrams, signedAt, events } = shipment;
  const weights = [
    ...(packedGrams === null ? [] : [`${words.packed} ${words.grams(packedGrams)}`]),
    ...[...events].flatMap(({ code, grams }) => (grams === null ? [] : [`${tracking[code] ?? code} ${words.grams(grams)}`])),
  ];
  const place = CHINA_REGIONS.find(({ code }) => code === fromRegion)?.[language] ?? fromRegion;
  return (
    <p className="quiet">
      {caseWords.parcel} {carrier} <span className="number">{trackingNo}</span>
      {place !== null && <> · {words.from(place)}</>}
      {signedAt !== null && (
        <>
          {" "}
          · {tracking["signed"]} <Moment at={signedAt} as="day" />
        </>
      )}
      {weights.length > 0 && (
        <>
          {" "}
          · {words.weighed} {weights.join(" → ")}
        </>
      )}
    </p>
  );
};
