import { filesNamedIn } from "@amends/contract/views/file-view";
import type { CaseId } from "@amends/domain/kernel/ids";
import { useLanguage } from "@amends/ui/components/language";
import { ErrorState, Loading } from "@amends/ui/components/states";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { CommandForm } from "./command-form.tsx";

export const causesQuery = (caseId: CaseId, reason: string | null) =>
  queryOptions({
    queryKey: ["cases", "causes", caseId, reason],
    queryFn: async ({ signal }) => (await client.showCauses({ params: { caseId }, query: reason === null ? {} : { reason }, signal })).body,
    placeholderData: before => before,
  });

/** First what the matter was, then what caused it; what follows from the cause is said before it is named. */
export const JudgeCauseForm = ({ shown, onClose }: { readonly shown: CaseDetail; readonly onClose: () => void }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  const { judgement: say } = words;
  const [reason, setReason] = useState<string | null>(null);
  const [cause, setCause] = useState<string | null>(null);
  const [share, setShare] = useState<number | null>(null);
  const [why, setWhy] = useState("");
  const [ticked, setTicked] = useState<readonly string[]>([]);
  const { data, error } = useQuery(causesQuery(shown.caseId, reason));
  if (error !== null) return <ErrorState error={error} />;
  if (data === undefined) return <Loading />;
  const chosen = data.causes.find(each => each.cause === cause);
  const [first, second] = chosen?.inward ?? [];
  const percentOf = (basisPoints: number, place: number): number =>
    share === null || second === undefined ? basisPoints / 100 : place === 0 ? share : 100 - share;
  const files = filesNamedIn(shown.timeline);
  const isShown = chosen?.needsEvidence !== true || ticked.length > 0 || shown.lines.some(({ inspection }) => inspection !== null);
  const evidence = files.flatMap(({ fileId, kind, sha256 }) =>
    ticked.includes(fileId) && sha256 !== undefined ? [{ fileId, kind, sha256 }] : [],
  );
  return (
    <CommandForm
      isReady={chosen !== undefined && isShown && why.trim() !== ""}
      onClose={onClose}
      carryOut={idempotencyKey =>
        client.judgeCause({
          params: { caseId: shown.caseId },
          ifMatch: shown.version,
          body: {
            ...{ judgedReason: data.reason, rootCause: chosen?.cause ?? "", evidence, why: why.trim() },
            ...(share === null || second === undefined ? {} : { firstShareBasisPoints: share * 100 }),
          },
          idempotencyKey,
        })
      }
    >
      <Form.Item label={say.reason}>
        <Select
          aria-label={say.reason}
          value={data.reason}
          showSearch={{ optionFilterProp: "label" }}
          onChange={(next: string) => {
            setReason(next);
            setCause(null);
          }}
          options={data.reasons.map(each => ({ value: each.reason, label: `${each.reason} ${each[language]}` }))}
        />
      </Form.Item>
      <Form.Item label={say.cause}>
        <Select
          aria-label={say.cause}
          value={cause}
          showSearch={{ optionFilterProp: "label" }}
          placeholder={say.choose}
          onChange={(next: string) => {
            setCause(next);
            setShare(null);
          }}
          options={data.causes.map(each => ({ value: each.cause, label: `${each.cause} ${each[language]}` }))}
        />
      </Form.Item>
      {chosen !== undefined && (
        <p className="quiet">
          {say.follows(
            words.party[chosen.outward],
            chosen.inward
              .map(({ party, shareBasisPoints }, place) => words.case.bears(words.party[party], `${percentOf(shareBasisPoints, place)}%`))
              .join(" · "),
            words.party[chosen.freight.return],
          )}
        </p>
      )}
      {first !== undefined && second !== undefined && (
        <Form.Item label={say.share(words.party[first.party])}>
          <InputNumber
            aria-label={say.share(words.party[first.party])}
            min={1}
            max={99}
            precision={0}
            value={share ?? first.shareBasisPoints / 100}
            onChange={setShare}
          />
        </Form.Item>
      )}
      {files.length > 0 && (
        <Form.Item label={say.evidence} required={chosen?.needsEvidence === true}>
          <Checkbox.Group
            value={[...ticked]}
            onChange={setTicked}
            options={files.map(({ fileId, kind }, index) => ({ value: fileId, label: words.evidence.nameOf[kind](index + 1) }))}
          />
        </Form.Item>
      )}
      {!isShown && <p className="error-line">{say.needsEvidence}</p>}
      <Form.Item label={say.why} required>
        <Input.TextArea
          aria-label={say.why}
          value={why}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          onChange={event => setWhy(event.target.value)}
        />
      </Form.Item>
    </CommandForm>
  );
};
