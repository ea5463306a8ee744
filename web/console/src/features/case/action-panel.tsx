import { useLanguage } from "@amends/ui/components/language";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { useRole } from "../session/api/get-me.ts";
import { ActionForm } from "./action-form.tsx";
import type { CaseDetail } from "./api/get-case.ts";
import { type PlainCommand, plainCommands } from "./plain-commands.ts";
import { PlainForm } from "./plain-form.tsx";
import { approvalMeans, type OfferedAction, type StaffAction, staffActions } from "./staff-actions.ts";

/** Where the decision is read, it is made. Each action says beforehand what it does. */
export const ActionPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  const role = useRole();
  const [open, setOpen] = useState<OfferedAction | null>(null);
  const [plain, setPlain] = useState<PlainCommand | null>(null);
  const actions = role === undefined ? [] : staffActions(shown, role);
  const commands = role === undefined ? [] : plainCommands(shown, role);
  const meaning = meaningOf(approvalMeans(shown, words, language), words.action);
  return (
    <section className="panel action-panel" aria-label={words.action.label}>
      {actions.length + commands.length === 0 && <p className="quiet">{words.action.none}</p>}
      {commands.map(command => (
        <div key={command.summary.en} className="action">
          <Button onClick={() => setPlain(command)} block>
            {command.summary[language]}
          </Button>
        </div>
      ))}
      {actions.map((offered, index) => (
        <div key={`${offered.action} ${offered.stepNo}`} className="action">
          <Button type={index === 0 ? "primary" : "default"} danger={offered.action === "reject"} onClick={() => setOpen(offered)} block>
            {words.action[offered.action]} → {meaning[offered.action]}
          </Button>
        </div>
      ))}
      <Modal
        open={open !== null}
        title={open === null ? "" : words.action[open.action]}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(null)}
      >
        {open !== null && <ActionForm shown={shown} offered={open} meaning={meaning[open.action]} onClose={() => setOpen(null)} />}
      </Modal>
      <Modal open={plain !== null} title={plain?.summary[language]} footer={null} destroyOnHidden onCancel={() => setPlain(null)}>
        {plain !== null && <PlainForm shown={shown} command={plain} onClose={() => setPlain(null)} />}
      </Modal>
    </section>
  );
};

type ActionWords = ReturnType<typeof useConsoleWords>["action"];

const meaningOf = (approval: string, action: ActionWords): Readonly<Record<StaffAction, string>> => ({
  approve: approval,
  offer: action.offerMeans,
  reject: action.rejectMeans,
  receive: action.receiveMeans,
  inspect: action.inspectMeans,
  sendBack: action.keepGoods,
  retry: action.retryMeans,
  settleByHand: action.settleMeans,
  withdraw: action.withdrawMeans,
});
