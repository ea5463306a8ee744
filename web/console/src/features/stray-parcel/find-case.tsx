import type { CaseId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";
import { caseOf, findByNumber, type Hit } from "../search/find-by-number.ts";
import { useHitName } from "../search/use-hit-name.ts";
import { en, zh } from "./stray-parcel-words.ts";

type Props = { readonly verb: string; readonly isPending: boolean; readonly onFound: (caseId: CaseId) => void };

/** The case that is meant, by a number somebody reads out or that stands on the slip. */
export const FindCase = ({ verb, isPending, onFound }: Props) => {
  const words = useWords({ zh, en });
  const { search } = useConsoleWords();
  const nameOf = useHitName();
  const find = useMutation({ mutationFn: findByNumber });
  const open = useMutation({ mutationFn: (hit: Hit) => caseOf(hit), onSuccess: caseId => (caseId === null ? undefined : onFound(caseId)) });
  return (
    <>
      <Input.Search
        aria-label={words.find}
        placeholder={words.find}
        autoFocus
        enterButton={words.search}
        loading={find.isPending}
        onSearch={typed => {
          open.reset();
          if (typed.trim() !== "") find.mutate(typed.trim());
        }}
      />
      {find.error !== null && <ErrorLine error={find.error} />}
      {find.data?.hits.length === 0 && <p role="status">{find.data.wrongCheckDigit ? search.wrongDigit : search.nothing}</p>}
      <ul className="hits stray-deeds">
        {find.data?.hits.map(hit => (
          <li key={JSON.stringify(hit)}>
            <Button block disabled={isPending || open.isPending} onClick={() => open.mutate(hit)}>
              {verb} → {nameOf(hit)}
            </Button>
          </li>
        ))}
      </ul>
      {open.data === null && <p role="status">{words.noCase}</p>}
      {open.error !== null && <ErrorLine error={open.error} />}
    </>
  );
};
