import type { Routes } from "@amends/contract/routes";
import type { CallAnswer } from "@amends/sdk/call";
import { Moment } from "@amends/ui/components/moment";
import { ErrorLine } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { fenOf } from "@amends/ui/format/yuan";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input } from "antd";
import { useId, useState } from "react";
import { client } from "../../client.ts";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import { useDepositWords } from "./deposit-words.ts";

type Merchant = CallAnswer<Routes["showMerchant"]>["body"];
type Props = { readonly merchant: Merchant };

/** What finance sets and books of a seller's deposit. Whoever may not is shown nothing of it. */
export const DepositPanel = ({ merchant }: Props) => {
  const words = useDepositWords();
  const role = useRole();
  if (!mayCall("setDepositTerms", role)) return null;
  return (
    <section className="deposit" aria-labelledby="deposit">
      <h2 id="deposit">{words.title}</h2>
      <div className="deposit-forms">
        <Terms merchant={merchant} />
        <Move merchant={merchant} way="topUpDeposit" />
        <Move merchant={merchant} way="withdrawDeposit" />
      </div>
      <Waiting merchant={merchant} />
    </section>
  );
};

/** What holds while the deposit is below its floor, and what ends it. */
export const Restriction = ({ merchant: { restriction } }: Props) => {
  const words = useDepositWords();
  if (restriction === null) return null;
  const { endsWith, mayWithdraw, settlementShareBasisPoints } = restriction;
  return (
    <div className="notice" role="status">
      <p>{words.restrictedTitle}</p>
      <ul>
        {!mayWithdraw && <li>{words.noWithdrawal}</li>}
        {settlementShareBasisPoints !== null && <li>{words.withheld(`${settlementShareBasisPoints / 100}%`)}</li>}
      </ul>
      <p>{words.endsWith(formatAmount(endsWith))}</p>
    </div>
  );
};

const useDeposit = <Asked,>(
  sellerId: Merchant["sellerId"],
  carryOut: (asked: Asked) => Promise<unknown>,
  onDone: () => void = () => undefined,
) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: carryOut,
    onSuccess: onDone,
    onSettled: () => queries.invalidateQueries({ queryKey: ["merchant", sellerId] }),
  });
};

const Terms = ({ merchant: { sellerId, notice, floor, isFrozen } }: Props) => {
  const words = useDepositWords();
  const id = useId();
  const [written, setWritten] = useState({ notice: yuanOf(notice.amountMinor), floor: yuanOf(floor.amountMinor), isFrozen });
  const [noticeMinor, floorMinor] = [fenOrNothing(written.notice), fenOrNothing(written.floor)];
  const { currency } = notice;
  const save = useDeposit(sellerId, (terms: { readonly noticeMinor: bigint; readonly floorMinor: bigint }) =>
    client.setDepositTerms({
      params: { sellerId },
      body: {
        notice: { amountMinor: terms.noticeMinor, currency },
        floor: { amountMinor: terms.floorMinor, currency },
        isFrozen: written.isFrozen,
      },
    }),
  );
  return (
    <form
      aria-label={words.terms}
      onSubmit={event => {
        event.preventDefault();
        if (noticeMinor !== null && floorMinor !== null) save.mutate({ noticeMinor, floorMinor });
      }}
    >
      <h3>{words.terms}</h3>
      {(["notice", "floor"] as const).map(name => (
        <p key={name}>
          <label htmlFor={`${id}-${name}`}>{words[name]}</label>
          <Input
            id={`${id}-${name}`}
            value={written[name]}
            inputMode="decimal"
            onChange={event => setWritten({ ...written, [name]: event.target.value })}
          />
        </p>
      ))}
      <Checkbox checked={written.isFrozen} onChange={({ target }) => setWritten({ ...written, isFrozen: target.checked })}>
        {words.isFrozen}
      </Checkbox>
      {save.error !== null && <ErrorLine error={save.error} />}
      <Button htmlType="submit" loading={save.isPending} disabled={noticeMinor === null || floorMinor === null}>
        {words.saveTerms}
      </Button>
    </form>
  );
};

const Move = ({ merchant, way }: Props & { readonly way: "topUpDeposit" | "withdrawDeposit" }) => {
  const words = useDepositWords();
  const id = useId();
  const [yuan, setYuan] = useState("");
  const [reference, setReference] = useState("");
  const { sellerId, deposit, secondPersonFrom } = merchant;
  const amountMinor = fenOf(yuan);
  const isOut = way === "withdrawDeposit";
  const move = useDeposit(
    sellerId,
    (movedMinor: bigint) =>
      client[way]({
        params: { sellerId },
        body: { reference: reference.trim(), amount: { amountMinor: movedMinor, currency: deposit.currency } },
      }),
    () => {
      setYuan("");
      setReference("");
    },
  );
  return (
    <form
      aria-label={isOut ? words.withdraw : words.topUp}
      onSubmit={event => {
        event.preventDefault();
        if (amountMinor !== null) move.mutate(amountMinor);
      }}
    >
      <h3>{isOut ? words.withdraw : words.topUp}</h3>
      <p>
        <label htmlFor={`${id}-amount`}>{words.amount}</label>
        <Input id={`${id}-amount`} value={yuan} inputMode="decimal" onChange={event => setYuan(event.target.value)} />
      </p>
      <p>
        <label htmlFor={`${id}-reference`}>{words.reference}</label>
        <Input id={`${id}-reference`} value={reference} maxLength={128} onChange={event => setReference(event.target.value)} />
      </p>
      {isOut && secondPersonFrom !== null && <p className="quiet">{words.secondPerson(formatAmount(secondPersonFrom))}</p>}
      {move.error !== null && <ErrorLine error={move.error} />}
      <Button htmlType="submit" loading={move.isPending} disabled={amountMinor === null || reference.trim() === ""}>
        {isOut ? words.withdrawDo : words.topUpDo}
      </Button>
    </form>
  );
};

/** The server tells the second person from the first; its refusal says so. */
const Waiting = ({ merchant: { sellerId, withdrawalsWaiting } }: Props) => {
  const words = useDepositWords();
  const confirm = useDeposit(sellerId, ({ reference, amount }: Merchant["withdrawalsWaiting"][number]) =>
    client.withdrawDeposit({ params: { sellerId }, body: { reference, amount } }),
  );
  if (withdrawalsWaiting.length === 0) return null;
  return (
    <>
      <h3>{words.waiting}</h3>
      <ul className="waiting-withdrawals">
        {withdrawalsWaiting.map(asked => (
          <li key={asked.reference}>
            <code>{asked.reference}</code> <Moment at={asked.askedAt} />{" "}
            <Button loading={confirm.isPending} onClick={() => confirm.mutate(asked)}>
              {words.approve(formatAmount(asked.amount))}
            </Button>
          </li>
        ))}
      </ul>
      {confirm.error !== null && <ErrorLine error={confirm.error} />}
    </>
  );
};

/** Nothing is a line too: then nobody is asked and nothing is restricted. */
const fenOrNothing = (yuan: string): bigint | null => (/^\s*0*(?:\.0*)?\s*$/.test(yuan) ? 0n : fenOf(yuan));

const yuanOf = (amountMinor: bigint): string => `${amountMinor / 100n}.${String(amountMinor % 100n).padStart(2, "0")}`;
