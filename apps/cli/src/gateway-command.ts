import { createInterface } from "node:readline";
import { type EffectId, isId } from "@amends/domain/kernel/ids";
import type { NoticedEffect } from "@amends/flows/gateway-notice-ports";
import { chooseGateway, type OpenedGateway } from "@amends/gateways/configured/route-payments";
import type { AbnormalTarget } from "@amends/gateways/wechat-pay/wechat-refund";
import { findNoticedEffect } from "@amends/postgres/gateway-notices/gateway-notice-store";
import { findOperation } from "@amends/postgres/operations/operations";
import { withClient } from "@amends/postgres/with-client";
import { CliError } from "./cli-error.ts";
import { borrowDatabase } from "./database.ts";
import { paymentsOf } from "./gateway-options.ts";
import { badOption, DATABASE_OPTIONS, databaseOptions, oneOf, readOptions } from "./options.ts";
import type { Command } from "./surroundings.ts";

const DEEDS = ["return-advance", "abnormal-refund"] as const;

export const gatewayCommand: Command = {
  usage: `amends gateway return-advance|abnormal-refund --gateways FILE --effect ID [--bank-type CODE] [--data DIR | --database-url URL]
  what only a person asks of WeChat Pay. return-advance takes back from the seller's account what the platform advanced for a refund (垫付回补);
  abnormal-refund sends on what the payer's account did not take (异常退款): to the merchant's bank account or, with --bank-type, to the buyer's
  card, whose number and holder are read as two lines from standard input. Both may be repeated.`,
  run: async (args, { env, out, err }) => {
    const { values, positionals } = readOptions(args, {
      ...DATABASE_OPTIONS,
      gateways: { type: "string" },
      effect: { type: "string" },
      "bank-type": { type: "string" },
    });
    const deed = oneOf("gateway", positionals[0] ?? "", DEEDS);
    const effectId = effectIdOf(values.effect);
    const payments = await paymentsOf(values.gateways ?? env["AMENDS_GATEWAYS"] ?? null, env);
    if (payments === null) throw new CliError("missing_option", "--gateways is needed.", gatewayCommand.usage);
    const database = await borrowDatabase(databaseOptions(values, env), err);
    try {
      const { effect, code } = await asked(database.writerUrl, effectId);
      const chosen = chooseGateway(payments, requestOf(effect), code);
      const byHand = chosen?.opened.byHand ?? null;
      if (chosen === null || byHand === null)
        throw badOption(
          "--effect",
          `is ${effectId}, which is not routed to WeChat Pay`,
          "a refund by WeChat Pay; see docs/reference/gateways.md",
        );
      out(`${effectId}: ${await done(byHand, deed, chosen.request, values["bank-type"])}`);
      return 0;
    } finally {
      await database.close();
    }
  },
};

type Refund = Parameters<NonNullable<OpenedGateway["byHand"]>["returnAdvance"]>[0];

const effectIdOf = (text: string | undefined): EffectId => {
  if (text === undefined || !isId("effect", text))
    throw badOption("--effect", `is ${text ?? "missing"}`, "the id of a refund's effect, effect_…");
  return text;
};

const asked = (url: string, effectId: EffectId) =>
  withClient(url, async client => {
    const effect = await findNoticedEffect(client, effectId);
    if (effect === null)
      throw badOption("--effect", `is ${effectId}, which nobody asked for`, "the id of a refund's effect; the list of stuck work names it");
    return { effect, code: (await findOperation(client, effect.operationId))?.code ?? null };
  });

const requestOf = ({ effectId: key, request, externalOrderNo, operationId }: NoticedEffect): Refund => {
  if (request.kind !== "refund_tender") throw badOption("--effect", `is ${key}, which is no refund`, "the id of a refund's effect");
  const { kind: _kind, ...refund } = request;
  return { ...refund, key, externalOrderNo, operationId };
};

const done = async (
  byHand: NonNullable<OpenedGateway["byHand"]>,
  deed: (typeof DEEDS)[number],
  request: Refund,
  bankType: string | undefined,
): Promise<string> => {
  const said =
    deed === "return-advance" ? await byHand.returnAdvance(request) : await byHand.applyAbnormalRefund(request, await targetOf(bankType));
  if (typeof said === "string") return said;
  throw new CliError("gateway_refused", `${said.code}: ${said.message}`, "See docs/reference/gateways.md.");
};

/** A person's card stands neither among the options, which every user of the machine can read, nor in a file. */
const targetOf = async (bankType: string | undefined): Promise<AbnormalTarget> => {
  if (bankType === undefined) return { kind: "merchant_bank_card" };
  const lines: string[] = [];
  for await (const line of createInterface({ input: process.stdin })) lines.push(line.trim());
  const [bankAccount = "", realName = ""] = lines;
  if (!/^\d{8,32}$/.test(bankAccount) || realName === "")
    throw badOption("standard input", "holds no card", "the card's number and its holder's name, on a line each");
  return { kind: "user_bank_card", bankType, bankAccount, realName };
};
