import { formatAmount } from "@amends/ui/format/amount";
import { QRCodeSVG } from "@rc-component/qrcode";
import { Button } from "antd-mobile";
import { useEffect, useState } from "react";
import { client } from "../../client.ts";
import { useIntent } from "../../intent/use-intent.ts";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { Question } from "./question.tsx";
import type { SheetProps } from "./sheet-props.ts";
import { confirmTransfer } from "./wechat-bridge.ts";

type Deed = NonNullable<Awaited<ReturnType<typeof client.askBuyerPayment>>["body"]["deed"]>;

/** The buyer pays a difference, or takes a compensation, at the gateway. What the gateway confirms is drawn here by itself. */
export const PaySheet = ({ shown, asks, onClose }: SheetProps & { readonly asks: "pay_difference" | "pay_debt" | "take_compensation" }) => {
  const { action, payment } = useBuyerWords();
  const [deed, setDeed] = useState<Deed | null | "none_yet">("none_yet");
  const ask = useIntent(
    async (_: null, idempotencyKey) => {
      const params = { caseId: shown.caseId };
      // Nobody waits for a debt: the gateway is asked for it when the buyer comes to pay.
      if (asks === "pay_debt") await client.payDebt({ params, body: {}, idempotencyKey });
      return client.askBuyerPayment({ params, body: { returnUrl: window.location.href } });
    },
    ({ body }) => {
      setDeed(body.deed);
      if (body.deed?.kind === "open_page") window.location.assign(body.deed.url);
      if (body.deed?.kind === "confirm_in_wechat") confirmTransfer(body.deed);
    },
  );
  const { mutate } = ask;
  useEffect(() => mutate(null), [mutate]);
  const { collect } = shown;
  const sum =
    collect === null ? "" : formatAmount({ ...collect.amount, amountMinor: collect.amount.amountMinor - collect.collected.amountMinor });
  return (
    <Question title={action[asks]} text={textOf(asks, sum, payment)} error={ask.error}>
      {ask.isPending && <p className="quiet">{payment.opening}</p>}
      {deed === null && <p role="status">{payment.nothingLeft}</p>}
      {deed !== null && deed !== "none_yet" && <Shown deed={deed} />}
      <Button block size="large" onClick={ask.error === null ? onClose : () => ask.mutate(null)}>
        {ask.error === null ? payment.close : payment.again}
      </Button>
    </Question>
  );
};

const textOf = (
  asks: "pay_difference" | "pay_debt" | "take_compensation",
  sum: string,
  payment: ReturnType<typeof useBuyerWords>["payment"],
): string => {
  switch (asks) {
    case "pay_difference":
      return payment.difference(sum);
    case "pay_debt":
      return payment.debt(sum);
    case "take_compensation":
      return payment.take;
  }
};

const Shown = ({ deed }: { readonly deed: Deed }) => {
  const { payment } = useBuyerWords();
  switch (deed.kind) {
    case "scan_code":
      return (
        <figure className="pay-code">
          <QRCodeSVG value={deed.code} size={208} title={payment.code} />
          <figcaption className="quiet">{payment.scan}</figcaption>
        </figure>
      );
    case "open_page":
      return (
        <a className="adm-button adm-button-primary adm-button-block adm-button-large" href={deed.url}>
          {payment.openPage}
        </a>
      );
    case "confirm_in_wechat":
      return (
        <Button block color="primary" size="large" onClick={() => confirmTransfer(deed)}>
          {payment.confirm}
        </Button>
      );
  }
};
