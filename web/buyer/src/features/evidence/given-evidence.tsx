import { filesNamedIn, findingsIn, type NamedFile, withdrawnIn } from "@amends/contract/views/file-view";
import type { CaseId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { WEIGHING_WORDS } from "@amends/ui/words/weighing";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";

type Told = Parameters<typeof filesNamedIn>[0][number] & { readonly text: string | null };
type Props = { readonly caseId: CaseId; readonly timeline: readonly Told[] };

/** What the buyer showed, so that nobody has to guess what was sent. Papers and films are named; pictures are seen. */
export const GivenEvidence = ({ caseId, timeline }: Props) => {
  const { evidence } = useBuyerWords();
  const files = filesNamedIn(timeline);
  const withdrawn = withdrawnIn(timeline);
  if (files.length === 0) return null;
  return (
    <section className="card" aria-label={evidence.given}>
      <p className="quiet">{evidence.given}</p>
      <ul className="shots">
        {files.map((file, index) => (
          <li key={file.fileId} className="shot">
            {withdrawn.has(file.fileId) ? (
              <span className="shot-paper">{evidence.withdrawn}</span>
            ) : (
              <OneFile caseId={caseId} file={file} name={evidence.nameOf[file.kind](index + 1)} />
            )}
          </li>
        ))}
      </ul>
      {files.map((file, index) => (
        <NotCounted key={file.fileId} timeline={timeline} file={file} name={evidence.nameOf[file.kind](index + 1)} />
      ))}
      {files.map(
        (file, index) =>
          file.consent !== undefined &&
          !withdrawn.has(file.fileId) && (
            <WithdrawConsent key={file.fileId} caseId={caseId} file={file} name={evidence.nameOf[file.kind](index + 1)} />
          ),
      )}
    </section>
  );
};

const contentQuery = (caseId: CaseId, fileId: NamedFile["fileId"]) =>
  queryOptions({
    queryKey: ["files", caseId, fileId],
    queryFn: async ({ signal }) => new Response((await client.showCaseFile({ params: { caseId, fileId }, signal })).body).blob(),
    staleTime: Number.POSITIVE_INFINITY,
  });

type FileProps = { readonly caseId: CaseId; readonly file: NamedFile; readonly name: string };

/** That a file does not count is told with the reason, in the words of whoever looked at it. */
const NotCounted = ({ timeline, file: { fileId }, name }: Pick<Props, "timeline"> & Pick<FileProps, "file" | "name">) => {
  const words = useWords(WEIGHING_WORDS);
  const finding = findingsIn(timeline).get(fileId);
  if (finding?.kind !== "void") return null;
  const why = timeline.findLast(({ type, data }) => type === "file_assessed" && data["fileId"] === fileId)?.text ?? null;
  return (
    <p className="quiet">
      {words.of(name)}
      {words.notCounted[finding.because]}
      {why !== null && <> · {words.because(why)}</>}
    </p>
  );
};

/** As easy to take back as it was to give, and said first what it does. */
const WithdrawConsent = ({ caseId, file: { fileId }, name }: FileProps) => {
  const { evidence } = useBuyerWords();
  const [isAsking, setAsking] = useState(false);
  const withdraw = useIntent(
    (_: null, idempotencyKey) => client.withdrawConsent({ params: { caseId }, body: { fileId }, idempotencyKey }),
    () => setAsking(false),
  );
  if (!isAsking)
    return (
      <button type="button" className="text-button" onClick={() => setAsking(true)}>
        {evidence.withdraw(name)}
      </button>
    );
  return (
    <div className="stack">
      <p className="quiet">{evidence.withdrawMeans}</p>
      {withdraw.error !== null && <ErrorLine error={withdraw.error} />}
      <button type="button" className="text-button" disabled={withdraw.isPending} onClick={() => withdraw.mutate(null)}>
        {evidence.withdrawNow}
      </button>
      <button type="button" className="text-button" onClick={() => setAsking(false)}>
        {evidence.keepIt}
      </button>
    </div>
  );
};

/** Fetched with the page's own credentials, which may be a token that an address cannot carry. */
const OneFile = ({ caseId, file: { fileId, kind }, name }: FileProps) => {
  const { data } = useQuery({ ...contentQuery(caseId, fileId), enabled: kind === "photo" });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return url === null ? <span className="shot-paper">{name}</span> : <img src={url} alt={name} />;
};
