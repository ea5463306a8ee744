import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { Button, Input } from "antd-mobile";
import { useId, useState } from "react";
import { client } from "../../client.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { keepCsrf } from "./credentials.ts";

type Props = { readonly linkToken: string; readonly onEntered: () => void };

const CODE_LENGTH = 6;

/** Link and one-time code: two steps, the second enters by itself with the sixth digit. */
export const EntryForm = ({ linkToken, onEntered }: Props) => {
  const { entry } = useBuyerWords();
  const [code, setCode] = useState("");
  const codeId = useId();
  const send = useMutation({ mutationFn: async () => (await client.sendBuyerCode({ body: { linkToken } })).body });
  const open = useMutation({
    mutationFn: async (given: string) => (await client.openBuyerSession({ body: { linkToken, code: given } })).body,
    onSuccess: ({ csrf }) => {
      keepCsrf(csrf);
      onEntered();
    },
    onError: () => setCode(""),
  });
  const type = (given: string): void => {
    const digits = given.replaceAll(/\D/g, "").slice(0, CODE_LENGTH);
    setCode(digits);
    if (digits.length === CODE_LENGTH) open.mutate(digits);
  };
  if (send.data === undefined) {
    return (
      <div className="stack">
        <p>{entry.byLink}</p>
        {send.error !== null && <ErrorLine error={send.error} />}
        <Button block color="primary" size="large" loading={send.isPending} onClick={() => send.mutate()}>
          {entry.sendCode}
        </Button>
      </div>
    );
  }
  return (
    <div className="stack">
      <p>{entry.sentTo(send.data.sentTo)}</p>
      <div className="field">
        <label htmlFor={codeId}>{entry.codeLabel}</label>
        <Input
          id={codeId}
          value={code}
          onChange={type}
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          disabled={open.isPending}
        />
      </div>
      {open.error !== null && <ErrorLine error={open.error} />}
      <button type="button" className="quiet-button" disabled={send.isPending} onClick={() => send.mutate()}>
        {entry.again}
      </button>
    </div>
  );
};
