import type { SellerId } from "@amends/domain/kernel/ids";
import { PARTNERS, type Partner } from "@amends/domain/promise/hours";
import { useWords } from "@amends/ui/components/language";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { calendarsQuery, extensionsQuery, type StoredHours } from "../features/clock/api/get-times.ts";
import { en, zh } from "../features/clock/clock-words.ts";
import { ExtensionForm, Labelled } from "../features/clock/extension-form.tsx";
import { ExtensionList } from "../features/clock/extension-list.tsx";
import { HoursForm } from "../features/clock/hours-form.tsx";
import { SellerSelect } from "../features/seller/seller-name.tsx";
import { meQuery } from "../features/session/api/get-me.ts";
import { mayCall } from "../features/session/may-call.ts";

/** What moves clocks for everybody: announced extensions, and the hours somebody works. */
export const TimesPage = () => {
  const words = useWords({ zh, en });
  const me = useQuery(meQuery);
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      {me.data !== undefined && mayCall("listExtensions", me.data.role) && <Extensions />}
      {me.data !== undefined && <Hours mayWrite={mayCall("putCalendar", me.data.role)} />}
    </main>
  );
};

const Extensions = () => {
  const words = useWords({ zh, en });
  const query = useQuery(extensionsQuery);
  return (
    <section aria-labelledby="extensions">
      <h2 id="extensions">{words.extensions}</h2>
      <p className="quiet">{words.extensionsIntro}</p>
      <ExtensionForm />
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <ExtensionList extensions={query.data} />}
    </section>
  );
};

const Hours = ({ mayWrite }: { readonly mayWrite: boolean }) => {
  const words = useWords({ zh, en });
  const query = useQuery(calendarsQuery);
  return (
    <section aria-labelledby="hours">
      <h2 id="hours">{words.calendar}</h2>
      <p className="quiet">{words.calendarIntro}</p>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && <HoursOfSomebody calendars={query.data} mayWrite={mayWrite} />}
    </section>
  );
};

type OfSomebody = { readonly calendars: readonly StoredHours[]; readonly mayWrite: boolean };

/** A shop's people see their own; whoever writes chooses whose they are. */
const HoursOfSomebody = ({ calendars, mayWrite }: OfSomebody) => {
  const words = useWords({ zh, en });
  const [partner, setPartner] = useState<Partner | null>(null);
  const [shop, setShop] = useState<SellerId | null>(null);
  const sellerId = mayWrite ? shop : (calendars.find(stored => stored.sellerId !== null)?.sellerId ?? null);
  const own = { value: OWN, label: words.own };
  const partners = PARTNERS.map(value => ({ value, label: words.partners[value] }));
  return (
    <>
      <div className="time-form">
        <Labelled label={words.whose}>
          {id => (
            <Select
              id={id}
              value={partner ?? OWN}
              options={[own, ...partners]}
              onChange={chosen => setPartner(PARTNERS.find(each => each === chosen) ?? null)}
            />
          )}
        </Labelled>
        {mayWrite && (
          <Labelled label={words.shop}>
            {id => (
              <SellerSelect
                id={id}
                label={words.shop}
                placeholder={words.allShops}
                onChange={setShop}
                {...(shop === null ? {} : { value: shop })}
              />
            )}
          </Labelled>
        )}
        {shop !== null && <Button onClick={() => setShop(null)}>{words.wholeOperation}</Button>}
      </div>
      <HoursForm
        key={`${sellerId} ${partner}`}
        stored={calendars.find(stored => stored.sellerId === sellerId && stored.partner === partner)}
        whose={{ ...(sellerId === null ? {} : { sellerId }), ...(partner === null ? {} : { partner }) }}
        mayWrite={mayWrite}
      />
    </>
  );
};

const OWN = "own";
