import type { Minor } from "@amends/domain/kernel/money";
import { type CallOptions, httpPartner } from "../sandbox/http-call.ts";
import type { BankBooks } from "./bank-books.ts";
import type { SandboxPayment } from "./sandbox-bank.ts";

export const httpPaymentGateway = (url: string, options?: CallOptions): SandboxPayment => {
  const bank = httpPartner(url, options);
  return {
    refund: request => bank.ask("/bank/refund", request),
    collect: request => bank.ask("/bank/collect", request),
    pay: request => bank.ask("/bank/pay", request),
    find: key => bank.find("/bank/find", { key }),
    askBuyer: async () => null,
  };
};

export const httpBankBooks = (url: string, options?: CallOptions): BankBooks => {
  const bank = httpPartner(url, options);
  return {
    openAccount: account => bank.read("/bank/accounts/open", account),
    closeAccount: methodRef => bank.read("/bank/accounts/close", { methodRef }),
    recordCapture: capture => bank.read("/bank/captures", capture),
    statement: () => bank.read("/bank/statement", {}),
    balanceOf: async methodRef => (await bank.read<{ readonly balanceMinor: Minor | null }>("/bank/balance", { methodRef })).balanceMinor,
  };
};
