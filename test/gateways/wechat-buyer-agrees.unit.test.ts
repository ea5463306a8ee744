import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { DAY_MS, instant } from "@amends/domain/kernel/time";
import { collectOf } from "@amends/gateways/contract/requests";
import type { WechatSettings } from "@amends/gateways/wechat-pay/wechat-client";
import type { WechatOptions } from "@amends/gateways/wechat-pay/wechat-gateway";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { agreed, bookedAt, freshKey, NOTICE_URL, now, openAt, refund, SERVER_KEYS, wallet } from "./wechat-account.ts";
import { APP_ID, MCHID, startWechat, type WechatServer } from "./wechat-server.ts";

let server: WechatServer;
const open = (over: Partial<WechatSettings> = {}, options: Partial<WechatOptions> = {}) => openAt(server.url, over, options);
const booked = (key: EffectId) => bookedAt(server, key);
const PLACE = { returnUrl: "https://shop.example/buyer/cases/1", ip: "203.0.113.7" };

beforeAll(async () => {
  server = await startWechat(SERVER_KEYS);
});
afterAll(() => server.close());

describe("a difference", () => {
  const askedAt = now();
  const collection = (key: EffectId, over = {}) => ({
    ...collectOf(key, { ...wallet, askedAt, ...over }),
    kind: "collect_payment" as const,
  });

  test("is shown as a code or a page, and what comes back of it is a refund of that payment", async () => {
    const request = collection(freshKey());
    expect(await open({}, agreed).askBuyer(request, PLACE)).toEqual({
      kind: "scan_code",
      code: `weixin://wxpay/bizpayurl?pr=${bodyOf(request.key)}`,
    });
    expect(server.payments.get(bodyOf(request.key))?.body).toMatchObject({
      ...{ appid: APP_ID, mchid: MCHID, notify_url: NOTICE_URL, amount: { total: 500, currency: "CNY" } },
      time_expire: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\+08:00$/),
    });
    Object.assign(server.payments.get(bodyOf(request.key)) ?? {}, { state: "SUCCESS" });
    expect(await open({}, agreed).askBuyer(request, PLACE)).toBeNull();
    const back = refund(freshKey(), { tenderNo: 0, amountMinor: 500n, collectedUnder: request.key });
    expect((await open({}, agreed).refund(back)).kind).toBe("done");
    expect(booked(back.key).body).toMatchObject({ out_trade_no: bodyOf(request.key), amount: { refund: 500, total: 500 } });

    const onPhone = { ...agreed, collecting: { ...agreed.collecting, by: "page" } } as const;
    const other = collection(freshKey());
    expect(await open({}, onPhone).askBuyer(other, PLACE)).toMatchObject({ kind: "open_page", url: expect.stringMatching(/tenpay/) });
    expect(server.payments.get(bodyOf(other.key))?.body).toMatchObject({ scene_info: { payer_client_ip: PLACE.ip } });
  });

  test("that is not paid in time is closed and refused; one paid in the last moment is not", async () => {
    const late = collection(freshKey(), { askedAt: instant(Date.now() - 8 * DAY_MS) });
    expect(await open({}, agreed).collect(late)).toMatchObject({ kind: "refused", code: "not_agreed_in_time" });
    expect(await open({}, agreed).askBuyer(late, PLACE)).toMatchObject({ code: "not_agreed_in_time" });
    const shown = collection(freshKey());
    await open({}, agreed).askBuyer(shown, PLACE);
    const patient = { ...agreed, now: () => instant(Date.now() + 8 * DAY_MS) };
    expect(await open({}, patient).find(shown.key, shown)).toMatchObject({ code: "not_agreed_in_time" });
    expect(server.payments.get(bodyOf(shown.key))?.state).toBe("CLOSED");
    const paid = collection(freshKey());
    await open({}, agreed).askBuyer(paid, PLACE);
    Object.assign(server.payments.get(bodyOf(paid.key)) ?? {}, { state: "SUCCESS" });
    expect(await open({}, patient).find(paid.key, paid)).toMatchObject({ kind: "done" });
  });

  test("for another sum under our key is unclear", async () => {
    const request = collection(freshKey());
    await open({}, agreed).askBuyer(request, PLACE);
    Object.assign(server.payments.get(bodyOf(request.key)) ?? {}, { state: "SUCCESS" });
    expect(await open({}, agreed).find(request.key, { ...request, amountMinor: 1n })).toMatchObject({ kind: "unclear" });
  });
});

describe("a compensation (商家转账)", () => {
  const pay = (key: EffectId, over = {}) => ({ ...collectOf(key, { ...wallet, ...over }), kind: "pay_compensation" as const });

  test("goes to the payer of the transaction, who takes it in WeChat", async () => {
    const request = pay(freshKey());
    expect(await open({}, agreed).pay(request)).toEqual({ kind: "pending" });
    expect(server.transfers.get(bodyOf(request.key))?.body).toMatchObject({
      ...{ appid: APP_ID, openid: "openid-7", transfer_scene_id: "1011", transfer_amount: 500 },
      transfer_scene_report_infos: [{ info_type: "赔付原因", info_content: "售后补偿" }],
    });
    expect(await open({}, agreed).askBuyer(request, PLACE)).toEqual({
      ...{ kind: "confirm_in_wechat", merchantId: MCHID, appId: APP_ID, package: `package-of-${bodyOf(request.key)}` },
    });
  });

  test.each([
    ["FAIL", "declined"],
    ["CANCELLED", "not_agreed_in_time"],
  ])("that ends as %s is refused as %s", async (state, code) => {
    const request = pay(freshKey());
    await open({}, agreed).pay(request);
    Object.assign(server.transfers.get(bodyOf(request.key)) ?? {}, { state });
    expect(await open({}, agreed).find(request.key, request)).toMatchObject({ kind: "refused", code });
  });

  test("to a payer whom the transferring app does not know is left to a person", async () => {
    const other = { ...agreed, transferring: { ...agreed.transferring, appid: "wx0000000000000000" } };
    expect(await open({}, other).pay(pay(freshKey()))).toMatchObject({ code: "not_supported" });
  });
});
