import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Modal } from "antd";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import type { Account } from "./api/get-accounts.ts";
import { type RoleChoice, RoleFields } from "./role-fields.tsx";

type RoleFormProps = { readonly account: Account; readonly isOpen: boolean; readonly onClose: () => void };

export const RoleForm = ({ account, isOpen, onClose }: RoleFormProps) => {
  const { account: words } = useConsoleWords();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (choice: RoleChoice) => client.changeAccountRole({ params: { accountId: account.accountId }, body: choice }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["accounts"] });
      onClose();
    },
  });
  return (
    <Modal open={isOpen} title={`${words.changeRole} · ${account.name}`} footer={null} onCancel={onClose} destroyOnHidden>
      <Form<RoleChoice>
        layout="vertical"
        requiredMark={false}
        initialValues={{ role: account.role, sellerId: account.sellerId }}
        onFinish={choice => change.mutate(choice)}
      >
        <RoleFields />
        {change.error !== null && <ErrorLine error={change.error} />}
        <Button type="primary" htmlType="submit" loading={change.isPending}>
          {words.save}
        </Button>
      </Form>
    </Modal>
  );
};
