import type { recordAcceptance } from "@amends/contract/routes/acceptance/acceptances";
import { useId, useState } from "react";
import type { z } from "zod";
import { ACCEPTANCE_WORDS } from "../words/acceptance.ts";
import { FilePick } from "./file-pick.tsx";
import { useWords } from "./language.tsx";

export type AcceptanceBody = z.input<(typeof recordAcceptance)["body"]>;

type Props = {
  readonly line: { readonly lineNo: number; readonly quantity: number };
  readonly kind: "recorded" | "added";
  readonly send: (body: AcceptanceBody, photos: readonly Blob[]) => void;
  readonly isSending: boolean;
};

const PHOTOS_MAX = 9;
const PHOTO_TYPES = "image/jpeg,image/png,image/webp";

/** What changed hands, as it is seen; or what somebody has to say later. */
export const HandOverForm = ({ line: { lineNo, quantity }, kind, send, isSending }: Props) => {
  const words = useWords(ACCEPTANCE_WORDS);
  const id = useId();
  const [condition, setCondition] = useState<"as_described" | "with_flaws_noted">("as_described");
  const [pieces, setPieces] = useState(String(quantity));
  const [accessories, setAccessories] = useState("");
  const [serialNo, setSerialNo] = useState("");
  const [remark, setRemark] = useState("");
  const [photos, setPhotos] = useState<readonly Blob[]>([]);
  const said = { lineNo, remark: remark.trim() === "" ? null : remark.trim() };
  const count = Number(pieces);
  const isReady =
    kind === "recorded" ? Number.isInteger(count) && count >= 1 && count <= quantity : said.remark !== null || photos.length > 0;
  const body: AcceptanceBody =
    kind === "added"
      ? { kind, ...said }
      : { kind, ...said, goods: { condition, pieces: count, accessories: listed(accessories), serialNo: serialNo.trim() || null } };
  return (
    <form
      className="hand-over-form"
      onSubmit={event => {
        event.preventDefault();
        send(body, photos);
      }}
    >
      {kind === "recorded" && (
        <>
          <fieldset>
            <legend>{words.condition}</legend>
            {CONDITIONS.map(each => (
              <label key={each}>
                <input type="radio" name={`${id}condition`} checked={condition === each} onChange={() => setCondition(each)} />{" "}
                {words.conditions[each]}
              </label>
            ))}
          </fieldset>
          <label htmlFor={`${id}pieces`}>{words.pieces}</label>
          <input id={`${id}pieces`} inputMode="numeric" value={pieces} onChange={event => setPieces(event.target.value)} />
          <label htmlFor={`${id}accessories`}>{words.accessories}</label>
          <input
            id={`${id}accessories`}
            value={accessories}
            placeholder={words.accessoriesHint}
            maxLength={400}
            onChange={event => setAccessories(event.target.value)}
          />
          <label htmlFor={`${id}serial`}>{words.serialNo}</label>
          <input id={`${id}serial`} value={serialNo} maxLength={128} onChange={event => setSerialNo(event.target.value)} />
        </>
      )}
      <label htmlFor={`${id}remark`}>{words.remark}</label>
      <textarea id={`${id}remark`} rows={2} value={remark} maxLength={500} onChange={event => setRemark(event.target.value)} />
      <FilePick accept={PHOTO_TYPES} isMultiple onPicked={picked => setPhotos(picked.slice(0, PHOTOS_MAX))}>
        {words.photos} {photos.length > 0 && <span className="quiet">{words.photoCount(photos.length)}</span>}
      </FilePick>
      <button type="submit" className="hand-over-send" disabled={!isReady || isSending}>
        {kind === "recorded" ? words.record : words.add}
      </button>
    </form>
  );
};

const CONDITIONS = ["as_described", "with_flaws_noted"] as const;

const listed = (typed: string): string[] =>
  typed
    .split(/[,，、]/)
    .map(each => each.trim())
    .filter(each => each !== "");
