import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { batchQuery } from "../features/batch/api/get-batch.ts";
import { BatchDecision } from "../features/batch/batch-decision.tsx";
import { BatchMembers } from "../features/batch/batch-members.tsx";
import { useConsoleWords } from "../words/words-in.ts";

const route = getRouteApi("/desk/batches/$batchId");

/** One cause: what it is about, what is decided about it, and everybody it concerns. */
export const BatchPage = () => {
  const { batchId } = route.useParams();
  const words = useConsoleWords();
  const { batch: say } = words;
  const { language } = useLanguage();
  const query = useQuery(batchQuery(batchId));
  const shown = query.data;
  return (
    <main id="main" className="page">
      <p>
        <Link to="/batches">{say.title}</Link>
      </p>
      <h1>{shown === undefined ? say.title : say.causeOf(shown.cause)}</h1>
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {shown !== undefined && (
        <>
          <p className="quiet">
            {words.serviceType[shown.serviceType]} · {say.reason} {shown.reasonName?.[language] ?? shown.reason}
            {shown.damageBasisPoints !== null && ` · ${say.shareOf(shown.damageBasisPoints / 100)}`} · {say.bought}{" "}
            <Moment at={shown.boughtFrom} as="day" /> – <Moment at={shown.boughtTo} as="day" /> · {say.proof(shown.evidence.length)}
          </p>
          <BatchDecision batch={shown} />
          <BatchMembers batch={shown} />
        </>
      )}
    </main>
  );
};
