import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { EntryForm } from "../features/session/entry-form.tsx";
import { entryOf } from "../features/session/entry-fragment.ts";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/enter");

/** `/enter#link=…`; without a link, what to do. */
export const EntryPage = () => {
  const { entry } = useBuyerWords();
  const { ended } = route.useSearch();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [given] = useState(() => entryOf(location.hash));
  const enter = (): void => {
    queries.clear();
    void navigate({ to: "/", replace: true });
  };
  return (
    <>
      <PageTitle>{entry.title}</PageTitle>
      {given.kind === "link" && <EntryForm linkToken={given.linkToken} onEntered={enter} />}
      {given.kind !== "link" && (
        <div className="stack">
          {ended && <p role="status">{entry.signedOut}</p>}
          <p>{entry.noLink}</p>
          <p className="quiet">{entry.whatNext}</p>
        </div>
      )}
    </>
  );
};
