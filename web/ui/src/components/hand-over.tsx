import type { listAcceptances } from "@amends/contract/routes/acceptance/acceptances";
import type { ReactNode } from "react";
import type { z } from "zod";
import { ACCEPTANCE_WORDS } from "../words/acceptance.ts";
import { type AcceptanceBody, HandOverForm } from "./hand-over-form.tsx";
import { useWords } from "./language.tsx";
import { Moment } from "./moment.tsx";

type Acceptances = z.output<(typeof listAcceptances)["answers"][200]>;
type Entry = Acceptances["entries"][number];
export type AcceptanceFile = Entry["files"][number];

type Props = {
  readonly line: { readonly lineNo: number; readonly quantity: number };
  readonly said: Acceptances;
  readonly reader: "buyer" | "seller" | "staff";
  readonly photoOf: (file: AcceptanceFile, name: string) => ReactNode;
  readonly send: (body: AcceptanceBody, photos: readonly Blob[]) => void;
  readonly isSending: boolean;
};

/** All that was said about the hand-over of one line, and what this reader may add. */
export const HandOver = ({ line, said, reader, photoOf, send, isSending }: Props) => {
  const words = useWords(ACCEPTANCE_WORDS);
  const { lineNo } = line;
  const entries = said.entries.filter(entry => entry.lineNo === lineNo);
  const record = entries.find(({ kind }) => kind === "recorded");
  const isConfirmed = record?.by === "buyer" || entries.some(({ kind }) => kind === "confirmed");
  const mayConfirm =
    reader !== "staff" && record !== undefined && record.by !== reader && !entries.some(({ kind }) => kind === "confirmed");
  return (
    <div className="hand-over">
      {entries.length === 0 && <p className="quiet">{words.none}</p>}
      <ol className="hand-over-said">
        {entries.map(entry => (
          <li key={entry.entryNo}>
            <Said entry={entry} photoOf={photoOf} />
          </li>
        ))}
      </ol>
      {record !== undefined && (isConfirmed ? <p className="quiet">{words.counts}</p> : reader !== "staff" && <p>{words.waits[reader]}</p>)}
      {mayConfirm && (
        <button type="button" className="hand-over-send" disabled={isSending} onClick={() => send({ kind: "confirmed", lineNo }, [])}>
          {words.confirm}
        </button>
      )}
      {said.recordable.includes(lineNo) && <HandOverForm line={line} kind="recorded" send={send} isSending={isSending} />}
      {reader !== "staff" && record !== undefined && (
        <details>
          <summary>{words.add}</summary>
          <HandOverForm key={entries.length} line={line} kind="added" send={send} isSending={isSending} />
        </details>
      )}
    </div>
  );
};

const Said = ({ entry, photoOf }: { readonly entry: Entry; readonly photoOf: Props["photoOf"] }) => {
  const words = useWords(ACCEPTANCE_WORDS);
  const { goods } = entry;
  const parts = goods === null ? [] : [words.conditions[goods.condition], words.got(goods.pieces), ...goods.accessories];
  return (
    <>
      <p>
        <strong>
          {words.who[entry.by]} {words.did[entry.kind]}
        </strong>{" "}
        <span className="quiet">
          <Moment at={entry.at} />
        </span>
      </p>
      {parts.length > 0 && <p>{parts.join(" · ")}</p>}
      {goods !== null && goods.serialNo !== null && (
        <p className="quiet">
          {words.serialNo} {goods.serialNo}
        </p>
      )}
      {entry.remark !== null && <p className="hand-over-remark">{entry.remark}</p>}
      {entry.files.length > 0 && (
        <ul className="hand-over-photos">
          {entry.files.map((file, index) => (
            <li key={file.fileId}>{photoOf(file, words.photoOf(index + 1))}</li>
          ))}
        </ul>
      )}
    </>
  );
};
