import { ProblemError } from "@amends/sdk/problem-error";
import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { Link, Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { wasSignedIn } from "../features/session/credentials.ts";
import { useBuyerWords } from "../words/use-buyer-words.ts";

type Query<Data> = { readonly data: Data | undefined; readonly error: unknown; readonly refetch: () => unknown };

const SIGNED_OUT: readonly string[] = ["unauthenticated", "session_expired", "invalid_token"];

/** What a page shows of a query: its content as soon as there is any, else the skeleton, else what went wrong. Who is not known is sent to the entry. */
export const PageState = <Data,>({ query, children }: { readonly query: Query<Data>; readonly children: (data: Data) => ReactNode }) => {
  if (query.error instanceof ProblemError && SIGNED_OUT.includes(query.error.code))
    return <Navigate to="/enter" search={wasSignedIn() ? { ended: true } : {}} replace />;
  if (query.error instanceof ProblemError && query.error.code === "not_found") return <NothingHere />;
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  return <Loading />;
};

/** Two things a page cannot do without, waited for as one. */
export const bothOf = <One, Other>(one: Query<One>, other: Query<Other>): Query<readonly [One, Other]> => ({
  data: one.data === undefined || other.data === undefined ? undefined : [one.data, other.data],
  error: one.error ?? other.error,
  refetch: () => Promise.all([one.refetch(), other.refetch()]),
});

/** An order or a case that is not there, or not this buyer's: which of the two is nobody's to know. */
const NothingHere = () => {
  const { missing, orders } = useBuyerWords();
  return (
    <Empty title={missing.title}>
      <p className="state-text">{missing.means}</p>
      <Link className="quiet-button link-button" to="/">
        {orders.title}
      </Link>
    </Empty>
  );
};
