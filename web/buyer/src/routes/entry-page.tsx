import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { EntryForm } from "../features/session/entry-form.tsx";
import { entryOf } from "../features/session/entry-fragment.ts";
import { useBuyerWords } from "../words/use-buyer-words.ts";

/** `/enter#link=…`; without a link, what to do. */
export const EntryPage = () => {
  const { entry } = useBuyerWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [given] = useState(() => entryOf(location.hash));
  const enter = (): void => {
    queries.clear();
    void navigate({ to: "/", replace: true });
  };
  return (
    <>
      <h1>{entry.title}</h1>
      {given.kind === "link" && <EntryForm linkToken={given.linkToken} onEntered={enter} />}
      {given.kind !== "link" && (
        <div className="stack">
          <p>{entry.noLink}</p>
          <p className="quiet">{entry.whatNext}</p>
        </div>
      )}
    </>
  );
};
