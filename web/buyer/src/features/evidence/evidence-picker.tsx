import { type FileKind, TYPES_OF_KIND } from "@amends/domain/evidence/evidence-file";
import type { FileShows } from "@amends/domain/evidence/file-shows";
import { ProblemError } from "@amends/sdk/problem-error";
import { FilePick } from "@amends/ui/components/file-pick";
import { useLanguage } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useId, useState } from "react";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import type { ConsentGiving } from "./use-consent.ts";
import type { Upload, Uploads } from "./use-uploads.ts";

/** How many of each are asked for: the least that the reason needs, and no tile for more. */
export type AskedEvidence = { readonly photos: number; readonly videos: number; readonly documents: number };

type Props = {
  readonly uploads: Uploads;
  readonly asked: AskedEvidence;
  /** What should be seen on them. */
  readonly hint: string;
  /** Without them a person decides; said where the request may go without. */
  readonly isOptional: boolean;
  /** Absent where nothing that is shown here could need a consent. */
  readonly consent?: ConsentGiving;
};

export const EvidencePicker = ({ uploads, asked, hint, isOptional, consent }: Props) => {
  const { evidence } = useBuyerWords();
  const hintId = useId();
  const kinds = [
    ["photo", asked.photos],
    ["video", asked.videos],
    ["document", asked.documents],
  ] as const satisfies readonly (readonly [FileKind, number])[];
  const failed = uploads.list.find(({ error }) => error !== null);
  return (
    <fieldset className="card evidence" aria-describedby={hintId}>
      <legend>{evidence.title}</legend>
      <p id={hintId} className="quiet">
        {hint}
        {isOptional && evidence.optional}
      </p>
      {consent !== undefined && <ConsentBox consent={consent} />}
      <ul className="shots">
        {uploads.list.map((upload, index) => (
          <Tile key={upload.key} upload={upload} number={index + 1} uploads={uploads} />
        ))}
        {kinds.map(([kind, count]) => {
          const here = uploads.list.filter(upload => upload.kind === kind).length;
          const waits = consent?.isNeededFor(kind) === true && !consent.isGiven;
          return here < count && !waits && <AddTile key={kind} kind={kind} here={here} count={count} uploads={uploads} />;
        })}
      </ul>
      {uploads.list.map(
        (upload, index) =>
          upload.file !== null && (
            <ShowsMore key={upload.key} upload={upload} name={evidence.nameOf[upload.kind](index + 1)} say={uploads.say} />
          ),
      )}
      {failed !== undefined && <WhyNot error={failed.error} />}
    </fieldset>
  );
};

/** The text stands beside the box in full: what is agreed to is what is read here. */
const ConsentBox = ({ consent }: { readonly consent: ConsentGiving }) => {
  const { asked, isGiven, give, mayBeMedical, isMedical, sayMedical } = consent;
  const { evidence } = useBuyerWords();
  const { language } = useLanguage();
  return (
    <>
      {mayBeMedical && (
        <label className="tick">
          <input type="checkbox" checked={isMedical} onChange={({ target }) => sayMedical(target.checked)} />
          <span>{evidence.isMedical}</span>
        </label>
      )}
      {asked !== null && (
        <label className="tick consent">
          <input type="checkbox" checked={isGiven} onChange={({ target }) => give(target.checked)} />
          <span>{asked[language]}</span>
        </label>
      )}
      {asked !== null && !isGiven && <p className="quiet">{evidence.consentFirst}</p>}
    </>
  );
};

/** What was sent will be refused again; only another picture helps. */
const isForGood = (error: unknown): error is ProblemError => error instanceof ProblemError && error.status < 500 && error.status !== 429;

const WhyNot = ({ error }: { readonly error: unknown }) =>
  isForGood(error) ? (
    <p role="alert" className="error-line">
      {error.title} · {error.advice}
    </p>
  ) : (
    <ErrorLine error={error} />
  );

type AddProps = { readonly kind: FileKind; readonly here: number; readonly count: number; readonly uploads: Uploads };

/** The phone offers its camera and its pictures; asked for these types it hands over a HEIC picture as JPEG. */
const AddTile = ({ kind, here, count, uploads }: AddProps) => {
  const { evidence } = useBuyerWords();
  return (
    <li className="shot add">
      <FilePick
        className="shot-pick"
        accept={TYPES_OF_KIND[kind].join(",")}
        isMultiple={count - here > 1}
        onPicked={files => uploads.add(kind, files.slice(0, count - here))}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d={ICON[kind]} />
        </svg>
        <span>
          {evidence.add[kind]}{" "}
          <small>
            {here}/{count}
          </small>
        </span>
      </FilePick>
    </li>
  );
};

const ICON: Readonly<Record<FileKind, string>> = {
  photo: "M4 7h3l2-3h6l2 3h3v13H4z M12 17a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
  video: "M3 6h12v12H3z M15 10l6-4v12l-6-4z",
  document: "M6 3h9l4 4v14H6z M9 11h7 M9 15h7",
};

const PERCENT = 100;

const Tile = ({ upload, number, uploads }: { readonly upload: Upload; readonly number: number; readonly uploads: Uploads }) => {
  const { evidence } = useBuyerWords();
  const { key, kind, content, previewUrl, receivedBytes, file, error } = upload;
  const percent = Math.floor((receivedBytes * PERCENT) / content.size);
  const name = evidence.nameOf[kind](number);
  return (
    <li className="shot" data-state={error !== null ? "failed" : file === null ? "uploading" : "ready"}>
      <Preview kind={kind} content={content} url={previewUrl} name={name} />
      <output className="shot-state" aria-label={name}>
        {error !== null ? evidence.failed : file === null ? evidence.uploading(percent) : evidence.uploaded}
      </output>
      {file === null && error === null && <progress max={PERCENT} value={percent} aria-label={name} />}
      {error !== null && !isForGood(error) && (
        <button type="button" className="shot-retry" onClick={() => uploads.retry(key)}>
          {evidence.retry}
        </button>
      )}
      <button type="button" className="shot-remove" aria-label={evidence.remove(name)} onClick={() => uploads.remove(key)}>
        ×
      </button>
    </li>
  );
};

/** What a file of this kind can show beside the goods, so that it weighs more; of a paper a person tells. */
const MORE: Readonly<Record<FileKind, FileShows | null>> = { photo: "matching_photo", video: "sealed_video", document: null };

type MoreProps = { readonly upload: Upload; readonly name: string; readonly say: Uploads["say"] };

const ShowsMore = ({ upload: { key, kind, shows }, name, say }: MoreProps) => {
  const { evidence } = useBuyerWords();
  const more = MORE[kind];
  if (more === null || kind === "document") return null;
  return (
    <label className="tick">
      <input type="checkbox" checked={shows !== null} onChange={({ target }) => say(key, target.checked ? more : null)} />
      <span>{evidence.showsOf(name, evidence.shows[kind])}</span>
    </label>
  );
};

type PreviewProps = { readonly kind: FileKind; readonly content: Blob; readonly url: string; readonly name: string };

/** What calls itself a picture may be none: then the file is told by its own name, so that the buyer knows which one to take back. */
const Preview = ({ kind, content, url, name }: PreviewProps) => {
  const { evidence } = useBuyerWords();
  const [isUnseen, setUnseen] = useState(false);
  const unseen = (): void => setUnseen(true);
  if (!isUnseen && content.type.startsWith("image/")) return <img src={url} alt={name} onError={unseen} />;
  if (!isUnseen && kind === "video")
    return <video src={`${url}#t=0.1`} muted playsInline preload="metadata" aria-label={name} onError={unseen} />;
  const fileName = content instanceof File ? content.name : "";
  return (
    <span className="shot-paper" role="img" aria-label={fileName === "" ? name : `${name}：${fileName}`}>
      <span>{kind === "document" && !isUnseen ? "PDF" : evidence.kind[kind]}</span>
      <span className="shot-name">{fileName}</span>
    </span>
  );
};
