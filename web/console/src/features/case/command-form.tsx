import { ErrorLine } from "@amends/ui/components/states";
import { Button, Form } from "antd";
import type { ReactNode } from "react";
import { useConsoleWords } from "../../words/words-in.ts";
import { useCommand } from "./api/use-command.ts";

type Props = {
  readonly carryOut: (idempotencyKey: string) => Promise<unknown>;
  readonly isReady: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** What a command needs, and one button that gives it. */
export const CommandForm = ({ carryOut, isReady, onClose, children }: Props) => {
  const { action } = useConsoleWords();
  const command = useCommand(carryOut, onClose);
  return (
    <Form layout="vertical" onFinish={() => command.mutate()}>
      {children}
      {command.error !== null && <ErrorLine error={command.error} />}
      <div className="row">
        <Button onClick={onClose}>{action.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={command.isPending} disabled={!isReady}>
          {action.confirm}
        </Button>
      </div>
    </Form>
  );
};
