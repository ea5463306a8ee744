import { useLanguage } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { Button, Input, Modal } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import type { CaseDetail } from "./api/get-case.ts";
import { CommandForm } from "./command-form.tsx";
import { JudgeCauseForm } from "./judge-cause-form.tsx";

/** What a person found to be the cause, who found it, and what the seller says of that: beside the liability that follows from it. */
export const JudgementPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const { judgement: words, role: roles } = useConsoleWords();
  const { language } = useLanguage();
  const role = useRole();
  const [open, setOpen] = useState<"judge" | "object" | null>(null);
  const { judgement } = shown;
  const close = () => setOpen(null);
  const mayObject = judgement?.objectUntil !== null && judgement !== null && mayCall("objectToJudgement", role);
  return (
    <div className="judgement">
      {judgement !== null && (
        <>
          <p>
            {words.cause} <strong>{judgement[language]}</strong> <span className="quiet">{judgement.cause}</span>
          </p>
          <p className="quiet">
            {words.by(roles[judgement.by.role])} · <Moment at={judgement.judgedAt} />
            {judgement.isFinal && <> · {words.final}</>}
          </p>
          {judgement.objection !== null && (
            <p className="error-line">
              {words.objected} <Moment at={judgement.objection.answerBy} />
            </p>
          )}
        </>
      )}
      {judgement === null && isLeftOpen(shown) && (
        <p className="quiet">
          {words.open} {mayCall("judgeCause", role) && words.openUntil}
        </p>
      )}
      {judgement?.isFinal !== true && mayCall("judgeCause", role) && (
        <Button onClick={() => setOpen("judge")}>{judgement === null ? words.judge : words.judgeAgain}</Button>
      )}
      {mayObject && <Button onClick={() => setOpen("object")}>{words.object}</Button>}
      <Modal open={open === "judge"} title={words.judge} footer={null} destroyOnHidden onCancel={close}>
        <JudgeCauseForm shown={shown} onClose={close} />
      </Modal>
      <Modal open={open === "object"} title={words.object} footer={null} destroyOnHidden onCancel={close}>
        <ObjectionForm shown={shown} onClose={close} />
      </Modal>
    </div>
  );
};

/** By a person who approved it, or by the rules when it was filed. */
const isLeftOpen = ({ timeline, explanation }: CaseDetail): boolean =>
  timeline.some(({ type }) => type === "cause_left_open") || explanation.some(({ stage, rowId }) => stage === "floors" && rowId === "G-1");

const ObjectionForm = ({ shown: { caseId, version }, onClose }: { readonly shown: CaseDetail; readonly onClose: () => void }) => {
  const { judgement: words } = useConsoleWords();
  const [why, setWhy] = useState("");
  return (
    <CommandForm
      isReady={why.trim() !== ""}
      onClose={onClose}
      carryOut={idempotencyKey => client.objectToJudgement({ params: { caseId }, ifMatch: version, body: { why }, idempotencyKey })}
    >
      <p className="quiet">{words.objectMeans}</p>
      <Input.TextArea
        aria-label={words.why}
        placeholder={words.objectWhy}
        value={why}
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={2000}
        onChange={event => setWhy(event.target.value)}
      />
    </CommandForm>
  );
};
