import { Moment } from "@amends/ui/components/moment";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Modal, Popconfirm, Typography } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { Account } from "./api/get-accounts.ts";
import { RoleForm } from "./role-form.tsx";

/** What an administrator may do with somebody else's account; each says what it means before it is done. */
export const AccountDeeds = ({ account }: { readonly account: Account }) => {
  const { account: words } = useConsoleWords();
  const queries = useQueryClient();
  const [isChoosing, setChoosing] = useState(false);
  const params = { accountId: account.accountId };
  const anew = () => queries.invalidateQueries({ queryKey: ["accounts"] });
  const disable = useMutation({ mutationFn: () => client.disableAccount({ params }), onSuccess: anew });
  const enable = useMutation({ mutationFn: () => client.enableAccount({ params }), onSuccess: anew });
  const reset = useMutation({ mutationFn: async () => (await client.openPasswordReset({ params })).body });
  const error = disable.error ?? enable.error ?? reset.error;
  if (account.isDisabled)
    return (
      <>
        <Button size="small" loading={enable.isPending} onClick={() => enable.mutate()}>
          {words.enable}
        </Button>
        {error !== null && <ErrorLine error={error} />}
      </>
    );
  const confirm = { okText: words.yes, cancelText: words.no };
  return (
    <div className="deeds">
      <Button size="small" onClick={() => setChoosing(true)}>
        {words.changeRole}
      </Button>
      <Popconfirm {...confirm} title={words.resetConfirm} onConfirm={() => reset.mutate()}>
        <Button size="small" loading={reset.isPending}>
          {words.reset}
        </Button>
      </Popconfirm>
      <Popconfirm {...confirm} title={words.disableConfirm} onConfirm={() => disable.mutate()}>
        <Button size="small" danger loading={disable.isPending}>
          {words.disable}
        </Button>
      </Popconfirm>
      {error !== null && <ErrorLine error={error} />}
      <RoleForm account={account} isOpen={isChoosing} onClose={() => setChoosing(false)} />
      <Modal open={reset.data !== undefined} title={words.reset} footer={null} onCancel={() => reset.reset()} destroyOnHidden>
        {reset.data !== undefined && <ResetLink {...reset.data} />}
      </Modal>
    </div>
  );
};

/** The token stands behind the `#`, which no server and no proxy ever sees. */
const ResetLink = ({ token, expiresAt }: { readonly token: string; readonly expiresAt: number }) => {
  const { account: words } = useConsoleWords();
  return (
    <>
      <p>{words.resetReady}</p>
      <Typography.Paragraph code copyable={{ tooltips: [words.copy, words.copied] }}>
        {`${location.origin}/console/reset#${token}`}
      </Typography.Paragraph>
      <p className="quiet">
        {words.resetUntil} <Moment at={expiresAt} />
      </p>
    </>
  );
};
