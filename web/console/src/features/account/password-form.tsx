import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useConsoleWords } from "../../words/words-in.ts";

export type Passwords = { readonly current: string; readonly password: string };
type PasswordFormProps = {
  /** Whoever is signed in proves that it is them; whoever comes by a link has proved it. */
  readonly asksCurrent: boolean;
  readonly label: string;
  readonly change: (passwords: Passwords) => Promise<unknown>;
  readonly onDone: () => void;
};

export const PasswordForm = ({ asksCurrent, label, change, onDone }: PasswordFormProps) => {
  const { account: words } = useConsoleWords();
  const send = useMutation({ mutationFn: change, onSuccess: onDone });
  const required = [{ required: true, message: words.required }];
  return (
    <Form<Passwords> layout="vertical" requiredMark={false} onFinish={passwords => send.mutate(passwords)}>
      {asksCurrent && (
        <Form.Item name="current" label={words.currentPassword} rules={required}>
          <Input.Password autoComplete="current-password" autoFocus />
        </Form.Item>
      )}
      <Form.Item name="password" label={words.newPassword} rules={required}>
        <Input.Password autoComplete="new-password" autoFocus={!asksCurrent} />
      </Form.Item>
      <Form.Item
        name="again"
        label={words.again}
        dependencies={["password"]}
        rules={[
          ...required,
          ({ getFieldValue }) => ({
            validator: (_, value) => (value === getFieldValue("password") ? Promise.resolve() : Promise.reject(new Error(words.differs))),
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      {send.error !== null && <ErrorLine error={send.error} />}
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {label}
      </Button>
    </Form>
  );
};
