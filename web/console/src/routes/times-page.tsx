import { useWords } from "@amends/ui/components/language";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { calendarsQuery, extensionsQuery } from "../features/clock/api/get-times.ts";
import { en, zh } from "../features/clock/clock-words.ts";
import { ExtensionForm } from "../features/clock/extension-form.tsx";
import { ExtensionList } from "../features/clock/extension-list.tsx";
import { HoursForm } from "../features/clock/hours-form.tsx";
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
      {query.data !== undefined && (
        <HoursForm stored={query.data.find(({ sellerId }) => sellerId === null) ?? query.data[0]} mayWrite={mayWrite} />
      )}
    </section>
  );
};
