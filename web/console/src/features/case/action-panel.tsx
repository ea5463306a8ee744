import { useLanguage } from "@amends/ui/components/language";
import { useNow } from "@amends/ui/components/now";
import { Button, Modal } from "antd";
import { useState } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { useRole } from "../session/api/get-me.ts";
import { useWorkKeys } from "../work/use-work-keys.ts";
import { ActionForm } from "./action-form.tsx";
import type { CaseDetail } from "./api/get-case.ts";
import { type PlainCommand, plainCommands } from "./plain-commands.ts";
import { PlainForm } from "./plain-form.tsx";
import { ACTION_KEYS, approvalMeans, type OfferedAction, type StaffAction, staffActions } from "./staff-actions.ts";

const MINUTE_MS = 60_000;

/** Where the decision is read, it is made. Each action says beforehand what it does, and which key opens it. */
export const ActionPanel = ({ shown }: { readonly shown: CaseDetail }) => {
  const words = useConsoleWords();
  const { language } = useLanguage();
  const role = useRole();
  const now = useNow(MINUTE_MS);
  const [open, setOpen] = useState<OfferedAction | null>(null);
  const [plain, setPlain] = useState<PlainCommand | null>(null);
  const actions = role === undefined ? [] : staffActions(shown, role, now);
  const commands = role === undefined ? [] : plainCommands(shown, role);
  const meaning = meaningOf(approvalMeans(shown, words, language), words.action);
  // The first of a kind has the key: two steps of one type seldom wait at once.
  useWorkKeys(Object.fromEntries([...actions].reverse().map(offered => [ACTION_KEYS[offered.action], () => setOpen(offered)])));
  const decisions = actions.filter(({ action }) => action !== "withdraw");
  return (
    <section className="panel action-panel" aria-label={words.action.label}>
      {actions.length + commands.length === 0 && <p className="quiet">{words.action.none}</p>}
      {decisions.map((offered, index) => (
        <Button
          key={`${offered.action} ${offered.stepNo}`}
          block
          type={index === 0 ? "primary" : "default"}
          danger={offered.action === "reject"}
          aria-keyshortcuts={ACTION_KEYS[offered.action]}
          onClick={() => setOpen(offered)}
        >
          <span>
            {words.action[offered.action]} → {meaning[offered.action]}
          </span>
          <kbd>{ACTION_KEYS[offered.action]}</kbd>
        </Button>
      ))}
      {commands
        .filter(({ isAside }) => !isAside)
        .map(command => (
          <Button key={command.summary.en} block onClick={() => setPlain(command)}>
            {command.summary[language]}
          </Button>
        ))}
      <div className="deeds">
        {commands
          .filter(({ isAside }) => isAside)
          .map(command => (
            <Button key={command.summary.en} size="small" onClick={() => setPlain(command)}>
              {command.summary[language]}
            </Button>
          ))}
        {actions
          .filter(({ action }) => action === "withdraw")
          .map(offered => (
            <Button key={offered.action} size="small" aria-keyshortcuts={ACTION_KEYS.withdraw} onClick={() => setOpen(offered)}>
              {words.action.withdraw} → {meaning.withdraw}
            </Button>
          ))}
      </div>
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
  sendBack: action.sendBackMeans,
  retry: action.retryMeans,
  settleByHand: action.settleMeans,
  bookAgain: action.bookAgainMeans,
  withdraw: action.withdrawMeans,
});
