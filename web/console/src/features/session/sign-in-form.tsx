import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { client, keepCsrf } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";

type Fields = { readonly operationCode: string; readonly email: string; readonly password: string };

const LAST_OPERATION = "amends.console.operation";

export const SignInForm = ({ onSignedIn }: { readonly onSignedIn: () => void }) => {
  const { signIn } = useConsoleWords();
  const open = useMutation({
    mutationFn: async (fields: Fields) => (await client.signIn({ body: fields })).body,
    onSuccess: ({ csrf }, { operationCode }) => {
      keepCsrf(csrf);
      localStorage.setItem(LAST_OPERATION, operationCode);
      onSignedIn();
    },
  });
  const required = [{ required: true, message: signIn.required }];
  return (
    <Form<Fields>
      layout="vertical"
      requiredMark={false}
      initialValues={{ operationCode: localStorage.getItem(LAST_OPERATION) ?? "" }}
      onFinish={fields => open.mutate(fields)}
    >
      <Form.Item name="operationCode" label={signIn.operation} rules={required} extra={signIn.operationHint}>
        <Input autoComplete="organization" autoFocus size="large" />
      </Form.Item>
      <Form.Item name="email" label={signIn.email} rules={required}>
        <Input type="email" autoComplete="username" size="large" />
      </Form.Item>
      <Form.Item name="password" label={signIn.password} rules={required}>
        <Input.Password autoComplete="current-password" size="large" />
      </Form.Item>
      {open.error !== null && <ErrorLine error={open.error} />}
      <Button type="primary" htmlType="submit" size="large" block loading={open.isPending}>
        {signIn.submit}
      </Button>
    </Form>
  );
};
