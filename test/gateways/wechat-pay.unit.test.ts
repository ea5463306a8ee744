import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import type { AskedMoney } from "@amends/flows/gateway-ports";
import { paymentContract } from "@amends/gateways/contract/payment-contract";
import { collectOf, currency, keyNo } from "@amends/gateways/contract/requests";
import { GatewayUnavailable } from "@amends/gateways/gateway-unavailable";
import type { WechatSettings } from "@amends/gateways/wechat-pay/wechat-client";
import type { WechatOptions } from "@amends/gateways/wechat-pay/wechat-gateway";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { agreed, bookedAt, freshKey, openAt, refund, SERVER_KEYS, wallet, wechat } from "./wechat-account.ts";
import { startWechat, type WechatServer } from "./wechat-server.ts";

let server: WechatServer;
const open = (over: Partial<WechatSettings> = {}, options: Partial<WechatOptions> = {}) => openAt(server.url, over, options);
const booked = (key: EffectId) => bookedAt(server, key);
const asked = (request: ReturnType<typeof refund>): AskedMoney => ({ ...request, kind: "refund_tender" });

beforeAll(async () => {
  server = await startWechat(SERVER_KEYS);
});
afterAll(() => server.close());
beforeEach(() => Object.assign(server, { processing: false, forging: false }));

paymentContract("WeChat Pay", async () => {
  const own = await startWechat(SERVER_KEYS);
  const { key: _key, ...refusable } = collectOf(keyNo(0), wallet);
  return {
    gateway: openAt(own.url),
    can: { collect: false, pay: false },
    paidBy: wallet,
    freshKey,
    refusable,
    movementsUnder: async key => Number(own.refunds.has(bodyOf(key))),
    restart: async () => openAt(own.url),
    close: own.close,
  };
});

paymentContract("WeChat Pay where buyers agree", async () => {
  const own = await startWechat(SERVER_KEYS);
  const { key: _key, ...refusable } = collectOf(keyNo(0), { ...wallet, currency: currency("USD") });
  return {
    gateway: openAt(own.url, {}, agreed),
    can: { collect: "when_the_buyer_agrees", pay: "when_the_buyer_agrees" },
    buyerAgrees: key => {
      Object.assign(own.payments.get(bodyOf(key)) ?? {}, { state: "SUCCESS" });
      Object.assign(own.transfers.get(bodyOf(key)) ?? {}, { state: "SUCCESS" });
    },
    paidBy: wallet,
    freshKey,
    refusable,
    movementsUnder: async key =>
      Number(own.refunds.has(bodyOf(key))) +
      Number(own.payments.get(bodyOf(key))?.state === "SUCCESS") +
      Number(own.transfers.get(bodyOf(key))?.state === "SUCCESS"),
    restart: async () => openAt(own.url, {}, agreed),
    close: own.close,
  };
});

describe("a refund", () => {
  test("names the transaction with its total in fen, our key and where to call back", async () => {
    const key = freshKey();
    await open({}, { noticeUrl: "https://shop.example/v1/gateway-notices/wechat" }).refund(refund(key));
    expect(booked(key).body).toEqual({
      transaction_id: "42-1",
      out_refund_no: bodyOf(key),
      notify_url: "https://shop.example/v1/gateway-notices/wechat",
      amount: { refund: 1999, total: 1_000_000, currency: "CNY" },
    });
  });

  test("may name the transaction by the host's order number", async () => {
    const key = freshKey();
    await open({}, { transactionBy: "order_no" }).refund(refund(key, { externalOrderNo: "N-2", amountMinor: 10n }));
    expect(booked(key).body).toMatchObject({ out_trade_no: "N-2", amount: { total: 1000 } });
  });

  test("that is under way is pending until it is found at its end", async () => {
    server.processing = true;
    const request = refund(freshKey());
    expect(await open().refund(request)).toEqual({ kind: "pending" });
    booked(request.key).status = "SUCCESS";
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "done", gatewayRef: booked(request.key).id });
  });

  test("that was closed is refused, and one the account did not take waits for a person", async () => {
    server.processing = true;
    const request = refund(freshKey());
    await open().refund(request);
    booked(request.key).status = "CLOSED";
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "refused", code: "declined" });
    booked(request.key).status = "ABNORMAL";
    expect(await open().find(request.key, asked(request))).toMatchObject({ kind: "refused", code: "account_abnormal" });
    expect(server.abnormal.size).toBe(0);
  });

  test("of another currency, above the total, or of a transaction nobody knows is refused before it is sent", async () => {
    expect(await open().refund(refund(freshKey(), { currency: currency("USD") }))).toMatchObject({ code: "currency_not_supported" });
    expect(await open().refund(refund(freshKey(), { methodRef: "42-usd" }))).toMatchObject({ code: "currency_not_supported" });
    expect(await open().refund(refund(freshKey(), { methodRef: "42-2", amountMinor: 1001n }))).toMatchObject({
      code: "amount_above_captured",
    });
    expect(await open().refund(refund(freshKey(), { methodRef: "42-none" }))).toMatchObject({ code: "unknown_method" });
    expect(server.asked.filter(line => line.startsWith("POST")).length).toBe(server.refunds.size);
  });

  test.each([
    [403, "NOT_ENOUGH", "insufficient_balance"],
    [403, "USER_ACCOUNT_ABNORMAL", "account_abnormal"],
    [400, "INVALID_REQUEST", "declined"],
  ] as const)("that WeChat Pay refuses with %i %s is refused as %s", async (status, code, refusal) => {
    server.transactions.set("42-r", { total: 10_000, currency: "CNY", outTradeNo: "N-r", refusesWith: [status, code] });
    expect(await open().refund(refund(freshKey(), { methodRef: "42-r" }))).toMatchObject({ kind: "refused", code: refusal });
  });

  test("under a known key with another amount is unclear: a person has to look", async () => {
    const request = refund(freshKey());
    await open().refund(request);
    expect(await open().refund({ ...request, amountMinor: 1n })).toMatchObject({ kind: "unclear" });
  });
});

describe("what goes wrong on the line leaves the outcome unknown", () => {
  test("too many calls, an error of the other side and a key it does not know are no refusals", async () => {
    for (const refusesWith of [
      [429, "FREQUENCY_LIMITED"],
      [500, "SYSTEM_ERROR"],
    ] as const) {
      server.transactions.set("42-f", { total: 10_000, currency: "CNY", outTradeNo: "N-f", refusesWith });
      await expect(open().refund(refund(freshKey(), { methodRef: "42-f" }))).rejects.toThrow(GatewayUnavailable);
    }
    await expect(open({ privateKey: SERVER_KEYS.strangerKey }).refund(refund(freshKey()))).rejects.toThrow(/mistake: 401 SIGN_ERROR/);
  });

  test("a lost answer and silence: the refund was made once, and is found", async () => {
    for (const fault of ["lost", "silent"] as const) {
      const request = refund(freshKey());
      const gateway = open({ timeoutMs: 300 });
      server.failNext(fault);
      // The first call reads the transaction, which moves nothing.
      await expect(gateway.refund(request)).rejects.toThrow(GatewayUnavailable);
      expect(await gateway.find(request.key, asked(request))).toBeNull();
      expect((await gateway.refund(request)).kind).toBe("done");
    }
  });

  test("an answer signed by somebody else, or with a serial nobody knows, is believed in nothing", async () => {
    server.forging = true;
    await expect(open().refund(refund(freshKey()))).rejects.toThrow(GatewayUnavailable);
    server.forging = false;
    const other = open({ platformKeys: [{ serial: "PUB_KEY_ID_other", key: wechat.publicKey }] });
    await expect(other.refund(refund(freshKey()))).rejects.toThrow(/not signed/);
  });
});

describe("an abnormal refund (异常退款)", () => {
  const abnormal = async () => {
    server.processing = true;
    const request = refund(freshKey());
    await open().refund(request);
    booked(request.key).status = "ABNORMAL";
    return request;
  };

  test("goes to the merchant's bank account where that was chosen, and a person pays it on", async () => {
    const request = await abnormal();
    const gateway = open({}, { abnormalRefund: "to_merchant" });
    expect(await gateway.find(request.key, asked(request))).toMatchObject({ kind: "refused", code: "account_abnormal" });
    expect(server.abnormal.get(booked(request.key).id)).toEqual({ out_refund_no: bodyOf(request.key), type: "MERCHANT_BANK_CARD" });
  });

  test("goes to the buyer's bank card with the name and the number encrypted for WeChat Pay", async () => {
    const request = await abnormal();
    const card = { kind: "user_bank_card", bankType: "ICBC_DEBIT", bankAccount: "6222020000000000000", realName: "张三" } as const;
    expect(await open().applyAbnormalRefund(request, card)).toBe("processing");
    const sent = server.abnormal.get(booked(request.key).id) ?? {};
    expect(sent).toMatchObject({ type: "USER_BANK_CARD", bank_type: "ICBC_DEBIT" });
    expect([server.open(sent["bank_account"]), server.open(sent["real_name"])]).toEqual([card.bankAccount, card.realName]);
  });
});

describe("a platform (电商收付通)", () => {
  const platform = { platform: { appid: "wx8888888888888888", advance: true } };
  const ofSeller = (key: EffectId) => refund(key, { methodRef: "1900000777/42-1" });

  test("refunds in the seller's name with its own money in advance, and is told the end when it asks", async () => {
    const request = ofSeller(freshKey());
    expect(await open({}, platform).refund(request)).toEqual({ kind: "pending" });
    expect(booked(request.key).body).toMatchObject({
      sub_mchid: "1900000777",
      sp_appid: "wx8888888888888888",
      refund_account: "REFUND_SOURCE_PARTNER_ADVANCE",
    });
    booked(request.key).status = "SUCCESS";
    expect(await open({}, platform).find(request.key, asked(request))).toMatchObject({ kind: "done" });
  });

  test("takes its advance back (垫付回补) once, and hears when the seller's account is empty", async () => {
    const request = ofSeller(freshKey());
    const gateway = open({}, platform);
    await gateway.refund(request);
    const { id } = booked(request.key);
    expect(await gateway.returnAdvance(request)).toBe("processing");
    expect(await gateway.returnAdvance(request)).toBe("processing");
    expect(server.asked.filter(line => line === `POST /v3/ecommerce/refunds/${id}/return-advance`)).toHaveLength(1);
    server.advances.set(id, "FAILED");
    expect(await gateway.returnAdvance(request)).toMatchObject({ code: "insufficient_balance" });
    server.advances.set(id, "SUCCESS");
    expect(await gateway.returnAdvance(request)).toBe("done");
  });

  test("refuses a reference that names no seller's account, and nobody else advances money", async () => {
    expect(await open({}, platform).refund(refund(freshKey()))).toMatchObject({ code: "unknown_method" });
    expect(await open().returnAdvance(refund(freshKey()))).toMatchObject({ code: "not_supported" });
  });
});

test("settings that cannot work are refused at the start, by their name", () => {
  expect(() => open({ apiV3Key: "short" })).toThrow(/^apiV3Key has 5 bytes/);
  expect(() => open({ platformKeys: [] })).toThrow(/^platformKeys is empty/);
  expect(() => open({ platformKeys: [{ serial: "s", key: "no key" }] })).toThrow(/^platformKeys\[0\].key is no RSA key/);
});
