import type { orderDetail } from "@amends/contract/views/order-view";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { Button, Input, Popover } from "antd";
import { useState } from "react";
import type { z } from "zod";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";

type Order = z.output<typeof orderDetail>;

/** Masked until somebody says why they need it; the plain text stays on this screen alone and is gone when it is left. */
export const Recipient = ({ order: { recipient, unmask } }: { readonly order: Order }) => {
  const { case: words } = useConsoleWords();
  const role = useRole();
  const [plain, setPlain] = useState<NonNullable<Order["recipient"]> | null>(null);
  const shown = plain ?? recipient;
  if (shown === null) return null;
  return (
    <p className="quiet">
      {words.recipient} {shown.name} {shown.phone} {shown.region} {plain?.detail}
      {plain === null && unmask !== null && mayCall("revealPerson", role) && <Reveal unmask={unmask} onRevealed={setPlain} />}
    </p>
  );
};

type RevealProps = {
  readonly unmask: NonNullable<Order["unmask"]>;
  readonly onRevealed: (contact: NonNullable<Order["recipient"]>) => void;
};

const Reveal = ({ unmask: { personId, textIds }, onRevealed }: RevealProps) => {
  const { case: words, action } = useConsoleWords();
  const [reason, setReason] = useState("");
  const reveal = useMutation({
    mutationFn: async () =>
      (await client.revealPerson({ params: { personId }, body: { textIds: [...textIds], reason: reason.trim() } })).body,
    onSuccess: ({ texts }) => {
      const [first] = texts.flatMap(text => (text.kind === "address" ? [text.contact] : []));
      if (first !== undefined) onRevealed(first);
    },
  });
  return (
    <Popover
      trigger="click"
      title={words.revealWhy}
      content={
        <form
          className="reveal"
          onSubmit={event => {
            event.preventDefault();
            reveal.mutate();
          }}
        >
          <Input aria-label={words.revealWhy} value={reason} maxLength={200} onChange={event => setReason(event.target.value)} autoFocus />
          <p className="quiet">{words.revealMeans}</p>
          {reveal.error !== null && <ErrorLine error={reveal.error} />}
          <Button type="primary" htmlType="submit" loading={reveal.isPending} disabled={reason.trim() === ""}>
            {action.confirm}
          </Button>
        </form>
      }
    >
      <Button type="link" size="small">
        {words.reveal}
      </Button>
    </Popover>
  );
};
