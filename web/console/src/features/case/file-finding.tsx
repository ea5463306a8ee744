import { findingsIn, type NamedFile } from "@amends/contract/views/file-view";
import { type FileFinding, SHOWS_OF_KIND, VOID_REASONS } from "@amends/domain/evidence/file-shows";
import { useLanguage, useWords } from "@amends/ui/components/language";
import { WEIGHING_WORDS as SHARED_WORDS } from "@amends/ui/words/weighing";
import { Button, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { CommandForm } from "./command-form.tsx";
import { WEIGHING_WORDS } from "./weighing-words.ts";

type Props = { readonly shown: CaseDetail; readonly file: NamedFile; readonly name: string };

/** What a file counts as and why, and for those who judge the form to say otherwise. */
export const FileFindingLine = ({ shown, file, name }: Props) => {
  const words = useWords(WEIGHING_WORDS);
  const shared = useWords(SHARED_WORDS);
  const { language } = useLanguage();
  const role = useRole();
  const [isOpen, setOpen] = useState(false);
  const weighed = shown.weighing?.files.find(({ fileId }) => fileId === file.fileId);
  const finding = findingsIn(shown.timeline).get(file.fileId);
  const why = whyOf(shown, file);
  return (
    <div className="finding">
      {finding?.kind === "void" ? (
        <p className="error-line">{shared.notCounted[finding.because]}</p>
      ) : (
        weighed?.words != null && (
          <p className="quiet">
            {weighed.rank !== null && words.rank(weighed.rank)} · {weighed.words[language]}
          </p>
        )
      )}
      {finding === undefined && file.shows !== undefined && <p className="quiet">{words.said(words.shows_[file.shows])}</p>}
      {finding !== undefined && why !== null && <p className="quiet">{shared.because(why)}</p>}
      {mayCall("assessFile", role) && (
        <Button size="small" aria-label={words.lookAt(name)} onClick={() => setOpen(true)}>
          {words.look}
        </Button>
      )}
      <Modal open={isOpen} title={words.lookAt(name)} footer={null} destroyOnHidden onCancel={() => setOpen(false)}>
        <FindingForm shown={shown} file={file} onClose={() => setOpen(false)} />
      </Modal>
    </div>
  );
};

/** What the last person who looked wrote; null where nobody has, or it was erased. */
const whyOf = ({ timeline }: CaseDetail, { fileId }: NamedFile): string | null =>
  timeline.findLast(({ type, data }) => type === "file_assessed" && data["fileId"] === fileId)?.text ?? null;

const FindingForm = ({ shown, file, onClose }: Omit<Props, "name"> & { readonly onClose: () => void }) => {
  const words = useWords(WEIGHING_WORDS);
  const [chosen, setChosen] = useState<string | null>(null);
  const [why, setWhy] = useState("");
  const choices: readonly { readonly value: string; readonly label: string; readonly finding: FileFinding }[] = [
    ...SHOWS_OF_KIND[file.kind].map(shows => ({ value: shows, label: words.shows_[shows], finding: { kind: "shows", shows } as const })),
    ...VOID_REASONS.map(because => ({ value: because, label: words.void_[because], finding: { kind: "void", because } as const })),
    { value: "as_given", label: words.asGiven, finding: { kind: "as_given" } },
  ];
  const finding = choices.find(({ value }) => value === chosen)?.finding ?? null;
  return (
    <CommandForm
      isReady={finding !== null && why.trim() !== ""}
      onClose={onClose}
      carryOut={idempotencyKey =>
        client.assessFile({
          params: { caseId: shown.caseId },
          ifMatch: shown.version,
          body: { fileId: file.fileId, finding: finding ?? { kind: "as_given" }, why: why.trim() },
          idempotencyKey,
        })
      }
    >
      <Form.Item label={words.finding} required>
        <Select
          aria-label={words.finding}
          value={chosen}
          onChange={setChosen}
          options={choices.map(({ value, label }) => ({ value, label }))}
        />
      </Form.Item>
      <Form.Item label={words.why} required>
        <Input.TextArea
          aria-label={words.why}
          value={why}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={2000}
          onChange={event => setWhy(event.target.value)}
        />
      </Form.Item>
    </CommandForm>
  );
};
