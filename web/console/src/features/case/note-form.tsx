import type { CaseId } from "@amends/domain/kernel/ids";
import { ErrorLine } from "@amends/ui/components/states";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { useCommand } from "./api/use-command.ts";

type Props = { readonly caseId: CaseId; readonly version: number };

/** What colleagues read and what the buyer reads look different before it is sent and after. */
export const NoteForm = ({ caseId, version }: Props) => {
  const { case: words } = useConsoleWords();
  const [text, setText] = useState("");
  const [isPublic, setPublic] = useState(false);
  const add = useCommand(
    (idempotencyKey: string) =>
      client.addNote({ params: { caseId }, body: { text, visibleTo: isPublic ? "everyone" : "staff" }, ifMatch: version, idempotencyKey }),
    () => setText(""),
  );
  return (
    <form
      className="note-form"
      data-public={isPublic ? "" : undefined}
      onSubmit={event => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Input.TextArea
        aria-label={words.note}
        placeholder={isPublic ? words.notePublic : words.notePlaceholder}
        value={text}
        autoSize={{ minRows: 1, maxRows: 6 }}
        maxLength={4000}
        onChange={event => setText(event.target.value)}
      />
      {add.error !== null && <ErrorLine error={add.error} />}
      <div className="row">
        <Checkbox checked={isPublic} onChange={event => setPublic(event.target.checked)}>
          {words.notePublic}
        </Checkbox>
        <Button htmlType="submit" loading={add.isPending} disabled={text.trim() === ""}>
          {words.noteSend}
        </Button>
      </div>
    </form>
  );
};
