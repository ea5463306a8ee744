import { filesNamedIn, type NamedFile, withdrawnIn } from "@amends/contract/views/file-view";
import type { CaseId } from "@amends/domain/kernel/ids";
import { Image } from "antd";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { FileFindingLine } from "./file-finding.tsx";
import { FileViews } from "./file-views.tsx";

/** What was shown to prove the claim, beside the decision it bears on. Whoever opens this is on record as having seen it. */
export const EvidencePanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const { caseId, timeline } = shown;
  const words = useConsoleWords();
  const role = useRole();
  const files = filesNamedIn(timeline);
  const withdrawn = withdrawnIn(timeline);
  if (files.length === 0) return null;
  const nameOf = (fileId: string): string => {
    const index = files.findIndex(file => file.fileId === fileId);
    const file = files[index];
    return file === undefined ? fileId : words.evidence.nameOf[file.kind](index + 1);
  };
  return (
    <section className="panel" aria-labelledby="evidence">
      <h2 id="evidence">{words.evidence.title}</h2>
      <Image.PreviewGroup>
        <ul className="evidence">
          {files.map((file, index) => (
            <li key={file.fileId}>
              {withdrawn.has(file.fileId) ? (
                <span className="evidence-gone">{words.evidence.withdrawn}</span>
              ) : (
                <OneFile caseId={caseId} file={file} name={words.evidence.nameOf[file.kind](index + 1)} />
              )}
              {!withdrawn.has(file.fileId) && (
                <FileFindingLine shown={shown} file={file} name={words.evidence.nameOf[file.kind](index + 1)} />
              )}
              {file.consent !== undefined && !withdrawn.has(file.fileId) && (
                <p className="quiet">{words.evidence.consented(file.consent.version)}</p>
              )}
            </li>
          ))}
        </ul>
      </Image.PreviewGroup>
      <p className="quiet">{words.evidence.onRecord}</p>
      {mayCall("listFileViews", role) && <FileViews caseId={caseId} nameOf={nameOf} />}
    </section>
  );
};

const urlOf = (caseId: CaseId, { fileId }: NamedFile): string => `/v1/cases/${caseId}/files/${fileId}`;

type FileProps = { readonly caseId: CaseId; readonly file: NamedFile; readonly name: string };

/** The session's cookie opens it; a person who was erased has nothing left to show. */
const OneFile = ({ caseId, file, name }: FileProps) => {
  const { evidence } = useConsoleWords();
  const [isGone, setGone] = useState(false);
  const url = urlOf(caseId, file);
  if (isGone) return <span className="evidence-gone">{evidence.gone}</span>;
  switch (file.kind) {
    case "photo":
      return <Image src={url} alt={name} width={88} height={88} onError={() => setGone(true)} />;
    case "video":
      // biome-ignore lint/a11y/useMediaCaption: a buyer's film has no written words to show
      return <video src={url} controls preload="metadata" aria-label={name} onError={() => setGone(true)} />;
    case "document":
      return (
        <a href={url} download>
          {name}
        </a>
      );
  }
};
