import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { type RoleChoice, RoleFields } from "./role-fields.tsx";

type Fields = RoleChoice & { readonly name: string; readonly email: string; readonly password: string };

export const NewAccount = () => {
  const { account: words } = useConsoleWords();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const add = useMutation({
    mutationFn: (body: Fields) => client.createAccount({ body }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["accounts"] });
      setOpen(false);
    },
  });
  const required = [{ required: true, message: words.required }];
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {words.add}
      </Button>
      <Modal open={isOpen} title={words.addTitle} footer={null} onCancel={() => setOpen(false)} destroyOnHidden>
        <Form<Fields> layout="vertical" requiredMark={false} initialValues={{ role: "agent" }} onFinish={fields => add.mutate(fields)}>
          <Form.Item name="name" label={words.name} rules={required}>
            <Input autoComplete="off" autoFocus maxLength={80} />
          </Form.Item>
          <Form.Item name="email" label={words.email} rules={required}>
            <Input type="email" autoComplete="off" />
          </Form.Item>
          <RoleFields />
          <Form.Item name="password" label={words.password} extra={words.passwordHint} rules={required}>
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          {add.error !== null && <ErrorLine error={add.error} />}
          <Button type="primary" htmlType="submit" loading={add.isPending}>
            {words.save}
          </Button>
        </Form>
      </Modal>
    </>
  );
};
