import type { CollectPayment, PayCompensation, RefundTender } from "@amends/domain/case/effect";
import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Answer, ForOrder, Keyed, Paid } from "@amends/flows/gateway-ports";
import { memoryJournal } from "../sandbox/journal.ts";
import { createMischiefs } from "../sandbox/mischief.ts";
import { createPartner, type Decided, type PartnerOptions, refused, SandboxMisused } from "../sandbox/partner.ts";
import type { BankBooks, Movement } from "./bank-books.ts";
import { type BankNote, createBankState } from "./bank-state.ts";

type MoneyCall = (Keyed<RefundTender> | Keyed<PayCompensation> | Keyed<CollectPayment>) & ForOrder;

/** A `PaymentGateway` that needs the key alone to find what was asked under it, and is never unclear. */
export type SandboxPayment = {
  refund(request: Keyed<RefundTender> & ForOrder): Promise<Answer<Paid>>;
  collect(request: Keyed<CollectPayment> & ForOrder): Promise<Answer<Paid>>;
  pay(request: Keyed<PayCompensation> & ForOrder): Promise<Answer<Paid>>;
  find(key: EffectId): Promise<Answer<Paid> | null>;
  /** It takes what it is asked to take. */
  askBuyer(): Promise<null>;
};

export type SandboxBank = SandboxPayment &
  BankBooks & {
    settleDue(): Promise<void>;
    /** What was asked under a key, ended or not; null where nothing was moved. */
    movedUnder(key: EffectId): Promise<Pick<Movement, "amountMinor" | "currency"> | null>;
  };

/**
 * A bank that is none: it moves no money and imitates no one. It keeps its own books, durable before it answers, and answers by key for ever; so what
 * it was really asked to move can be held against what Amends believes.
 */
export const createSandboxBank = ({
  clock,
  journal = memoryJournal(),
  mischiefs = createMischiefs(),
  onSettled = () => undefined,
}: PartnerOptions): SandboxBank => {
  const state = createBankState();
  const partner = createPartner<BankNote>({ clock, journal, mischiefs, onSettled, apply: state.apply });

  const move = async (method: Movement["kind"], request: MoneyCall): Promise<Answer<Paid>> => {
    const { key, methodRef, tenderKind, amountMinor, currency, externalOrderNo = null } = request;
    if (amountMinor <= 0n) throw new SandboxMisused(`${method} ${key} of ${amountMinor}: only more than nothing can be moved`);
    const asked = { method, methodRef, tenderKind, amountMinor, currency, externalOrderNo };
    const decide = (at: Instant): Decided<Paid, BankNote> => {
      const refusal = state.refusalOf(asked);
      if (refusal !== null) return { answer: refused(refusal.code, `${method} ${key}: ${refusal.why}`), note: null };
      const gatewayRef = `sandbox-${bodyOf(key)}`;
      const movement = { key, kind: method, methodRef, externalOrderNo, amountMinor, currency, at, gatewayRef };
      return { answer: { kind: "done", at, gatewayRef }, note: { note: "moved", movement, tenderKind } };
    };
    return partner.call({ method, key, asked, decide });
  };
  return {
    refund: request => move("refund", request),
    collect: request => move("collect", request),
    pay: request => move("pay", request),
    find: key => partner.find(key),
    askBuyer: async () => null,
    openAccount: account => partner.note({ note: "account_opened", ...account }),
    closeAccount: methodRef => partner.note({ note: "account_closed", methodRef }),
    recordCapture: capture => partner.note({ note: "captured", ...capture }),
    statement: () =>
      partner.read(() =>
        state.movements.flatMap(movement => {
          const answer = partner.answerUnder(movement.key);
          return answer?.kind === "done" ? [{ ...movement, at: answer.at }] : [];
        }),
      ),
    balanceOf: methodRef => partner.read(() => state.balanceOf(methodRef)),
    settleDue: partner.settleDue,
    movedUnder: key =>
      partner.read(() => {
        const movement = state.movements.findLast(candidate => candidate.key === key);
        return movement === undefined ? null : { amountMinor: movement.amountMinor, currency: movement.currency };
      }),
  };
};
