import type { CaseId } from "@amends/domain/kernel/ids";
import { Moment } from "@amends/ui/components/moment";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { fileViewsQuery } from "./api/get-file-views.ts";

type Props = { readonly caseId: CaseId; readonly nameOf: (fileId: string) => string };

/** Who looked at the evidence: for whoever answers for the desk, and asked for only when it is opened. */
export const FileViews = ({ caseId, nameOf }: Props) => {
  const { evidence: words, role: roles } = useConsoleWords();
  const [isOpen, setOpen] = useState(false);
  const { data } = useQuery({ ...fileViewsQuery(caseId), enabled: isOpen });
  return (
    <details onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{words.views}</summary>
      {data?.length === 0 && <p className="quiet">{words.noViews}</p>}
      <ul className="file-views">
        {data?.map(({ fileId, viewedAt, role, name }) => (
          <li key={`${fileId} ${viewedAt} ${role} ${name}`}>
            <Moment at={viewedAt} /> · {name === null ? roles[role] : `${name} · ${roles[role]}`} · {nameOf(fileId)}
          </li>
        ))}
      </ul>
    </details>
  );
};
