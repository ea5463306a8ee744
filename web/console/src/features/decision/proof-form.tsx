import type { enterProof } from "@amends/contract/routes/case/command";
import { filesNamedIn } from "@amends/contract/views/file-view";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { fenOf } from "@amends/ui/format/yuan";
import { Button, Checkbox, Form, Input } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { CaseDetail } from "../case/api/get-case.ts";
import { useCommand } from "../case/api/use-command.ts";
import { SUGGESTED_SUMS_WORDS } from "./suggested-sums-words.ts";

type Share = z.output<(typeof enterProof)["body"]>["shares"][number];
type Typed = { readonly sold: string; readonly found: string; readonly percent: string };
const EMPTY: Typed = { sold: "", found: "", percent: "" };
const BASIS_POINTS_OF_PERCENT = 100;

/** Two weights speak before a share that is only named. */
const shareOf = (lineNo: number, { sold, found, percent }: Typed): readonly Share[] => {
  const [soldGrams, foundGrams] = [Number(sold), Number(found)];
  if (sold !== "" && found !== "" && Number.isInteger(soldGrams) && soldGrams > 0 && Number.isInteger(foundGrams) && foundGrams >= 0)
    return [{ kind: "weighed", lineNo, soldGrams, foundGrams }];
  const basisPoints = Math.round(Number(percent) * BASIS_POINTS_OF_PERCENT);
  return percent !== "" && basisPoints >= 0 && basisPoints <= 10_000 ? [{ kind: "share", lineNo, basisPoints }] : [];
};

/** A loss, a weight or a bad share, and the files of the case that show it. */
export const ProofForm = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useWords(SUGGESTED_SUMS_WORDS);
  const { evidence: names } = useConsoleWords();
  const [loss, setLoss] = useState("");
  const [typed, setTyped] = useState<Readonly<Record<number, Typed>>>({});
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const files = filesNamedIn(shown.timeline);
  const shares = shown.lines.flatMap(({ lineNo }) => shareOf(lineNo, typed[lineNo] ?? EMPTY));
  const lossMinor = fenOf(loss);
  const evidence = files.flatMap(({ fileId, kind, sha256 }) =>
    ticked.includes(fileId) && sha256 !== undefined ? [{ fileId, kind, sha256 }] : [],
  );
  const send = useCommand(
    idempotencyKey =>
      client.enterProof({
        params: { caseId: shown.caseId },
        ifMatch: shown.version,
        body: {
          ...(lossMinor === null ? {} : { loss: { amountMinor: lossMinor, currency: shown.refund.currency } }),
          shares,
          evidence,
        },
        idempotencyKey,
      }),
    () => setTicked([]),
  );
  const type = (lineNo: number, part: Partial<Typed>): void =>
    setTyped(all => ({ ...all, [lineNo]: { ...(all[lineNo] ?? EMPTY), ...part } }));
  return (
    <details>
      <summary>{words.enter}</summary>
      <Form layout="vertical" onFinish={() => send.mutate()}>
        <Form.Item label={words.loss}>
          <Input aria-label={words.loss} inputMode="decimal" value={loss} onChange={event => setLoss(event.target.value)} />
        </Form.Item>
        {shown.lines.map(({ lineNo, name }) => (
          <fieldset key={lineNo} className="proof-line">
            <legend>{name}</legend>
            {(["sold", "found", "percent"] as const).map(part => (
              <Form.Item key={part} label={words[part]}>
                <Input
                  aria-label={`${name} ${words[part]}`}
                  inputMode="decimal"
                  value={(typed[lineNo] ?? EMPTY)[part]}
                  onChange={event => type(lineNo, { [part]: event.target.value })}
                />
              </Form.Item>
            ))}
          </fieldset>
        ))}
        {files.length === 0 ? (
          <p className="quiet">{words.noFiles}</p>
        ) : (
          <Form.Item label={words.files} required>
            <Checkbox.Group
              value={[...ticked]}
              onChange={setTicked}
              options={files.map(({ fileId, kind }, index) => ({ value: fileId, label: names.nameOf[kind](index + 1) }))}
            />
          </Form.Item>
        )}
        {send.error !== null && <ErrorLine error={send.error} />}
        <Button htmlType="submit" loading={send.isPending} disabled={evidence.length === 0 || (lossMinor === null && shares.length === 0)}>
          {words.send}
        </Button>
      </Form>
    </details>
  );
};
