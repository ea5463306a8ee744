import { ProblemError } from "@amends/sdk/problem-error";
import { Moment } from "@amends/ui/components/moment";
import { ErrorLine, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { returnAddressQuery } from "./api/get-return-address.ts";
import type { CaseDetail } from "./money-words.ts";
import { returnWay } from "./return-way.ts";

/** Where the goods go to, as it is written on a parcel, from the moment they are to be sent until they are in. */
export const ReturnAddressCard = ({ shown }: { readonly shown: CaseDetail }) => {
  const { returnAddress, order } = useBuyerWords();
  const way = returnWay(shown);
  const { data, error } = useQuery({ ...returnAddressQuery(shown.caseId), enabled: way !== null && way !== "asked" });
  const asked = shown.steps.find(({ type, status }) => type === "give_address" && status === "active");
  if (way === null || isNotNeeded(error)) return null;
  if (way === "asked" || isMissing(error))
    return (
      <section className="card" aria-labelledby="return-address">
        <h2 id="return-address">{returnAddress.missing}</h2>
        <p>{asked === undefined ? returnAddress.missingMeans : returnAddress.askedOf[asked.owner === "seller" ? "seller" : "platform"]}</p>
        {asked?.dueAt != null && (
          <p className="quiet">
            {returnAddress.askedUntil} <Moment at={asked.dueAt} as="day" />
          </p>
        )}
      </section>
    );
  return (
    <section className="card return-address" aria-labelledby="return-address">
      <h2 id="return-address">{returnAddress[way]}</h2>
      {error !== null && <ErrorLine error={error} />}
      {data === undefined && error === null && <Loading rows={2} />}
      {data !== undefined && (
        <>
          <address>
            <span>
              {data.name} {data.phone !== null && <span className="number">{data.phone}</span>}
            </span>
            <span>{`${data.region} ${data.detail}`}</span>
          </address>
          <CopyButton text={[data.name, data.phone, `${data.region} ${data.detail}`].filter(part => part !== null).join("\n")} />
        </>
      )}
      {way === "sendTo" && shown.freight.return !== "none" && <p className="quiet">{order.freight[shown.freight.return]}</p>}
    </section>
  );
};

/** The case went on while the page was open. */
const isNotNeeded = (error: unknown): boolean => error instanceof ProblemError && error.code === "return_address_not_needed";
const isMissing = (error: unknown): boolean => error instanceof ProblemError && error.code === "return_address_missing";

const CopyButton = ({ text }: { readonly text: string }) => {
  const { returnAddress } = useBuyerWords();
  const [told, setTold] = useState<"copied" | "notCopied" | null>(null);
  // Pages that are not served over HTTPS, and some apps' own browsers, have no clipboard.
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setTold("copied");
    } catch {
      setTold("notCopied");
    }
  };
  return (
    <div className="copy">
      <button type="button" className="quiet-button" onClick={() => void copy()}>
        {returnAddress.copy}
      </button>
      <span role="status" className="quiet">
        {told === null ? "" : returnAddress[told]}
      </span>
    </div>
  );
};
