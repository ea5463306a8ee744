import type { Routes } from "../sandbox/http-shell.ts";
import { currencyIn, effectIdIn, type Fields, minorIn, tenderKindIn, textIn, textOrNullIn } from "../sandbox/request-fields.ts";
import type { SandboxBank } from "./sandbox-bank.ts";

export const bankRoutes = (bank: SandboxBank): Routes => ({
  "/bank/refund": fields => bank.refund({ ...money(fields), tenderNo: Number(fields["tenderNo"] ?? 0) }),
  "/bank/collect": fields => bank.collect(money(fields)),
  "/bank/pay": fields => bank.pay(money(fields)),
  "/bank/find": fields => bank.find(effectIdIn(fields, "key")),
  "/bank/accounts/open": fields =>
    bank.openAccount({
      methodRef: textIn(fields, "methodRef"),
      kind: tenderKindIn(fields, "kind"),
      balanceMinor: minorIn(fields, "balanceMinor"),
    }),
  "/bank/accounts/close": fields => bank.closeAccount(textIn(fields, "methodRef")),
  "/bank/captures": fields =>
    bank.recordCapture({
      externalOrderNo: textIn(fields, "externalOrderNo"),
      methodRef: textIn(fields, "methodRef"),
      amountMinor: minorIn(fields, "amountMinor"),
    }),
  "/bank/statement": () => bank.statement(),
  "/bank/balance": async fields => ({ balanceMinor: await bank.balanceOf(textIn(fields, "methodRef")) }),
});

const money = (fields: Fields) => {
  const externalOrderNo = textOrNullIn(fields, "externalOrderNo");
  return {
    key: effectIdIn(fields, "key"),
    tenderKind: tenderKindIn(fields, "tenderKind"),
    methodRef: textIn(fields, "methodRef"),
    amountMinor: minorIn(fields, "amountMinor"),
    currency: currencyIn(fields, "currency"),
    ...(externalOrderNo === null ? {} : { externalOrderNo }),
  };
};
