import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const CUP = { sku: "mug-white", quantity: 1, priceMinor: 5900 };

let web: WebShop;
let page: Page;
let faults: readonly string[];
beforeAll(async () => {
  web = await openWebShop([{ no: "PAIR", lines: [CUP, CUP] }, { no: "TWINS" }]);
  ({ page, faults } = await openPage(web.browser, PHONE, web.whole.now()));
  await page.goto(web.buyerLink("u1"));
  await page.getByRole("heading", { level: 1, name: "我的订单" }).waitFor();
});
afterAll(() => web?.close());

const returning = async (no: string): Promise<void> => {
  await page.goto(`${web.whole.base}/orders/${await web.shop.orderId(no)}/file/1/return_refund`);
  await page.getByRole("button", { name: /提交申请/ }).waitFor();
};
const alsoExchange = async (): Promise<void> => {
  await page.getByRole("button", { name: "再加一件，一起提交" }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: /其他方式/ }).click();
  await sheet.getByRole("button", { name: /^换货/ }).click();
  await sheet.getByRole("radio", { name: /黑/ }).check();
  await sheet.getByRole("button", { name: "加上这一件" }).click();
};
const send = async (): Promise<void> => {
  await page.getByRole("button", { name: "一起提交 2 项" }).click();
  await page.getByText("已收到您的申请，分成 2 张售后单").waitFor();
};
const casesOf = async (no: string): Promise<readonly unknown[]> => {
  const { body } = await web.shop.host("GET", `/v1/orders/${await web.shop.orderId(no)}`);
  const cases = body["cases"] as unknown as readonly { readonly caseId: string }[];
  const shown = await Promise.all(cases.map(async ({ caseId }) => (await web.shop.host("GET", `/v1/cases/${caseId}`)).body));
  return shown.map(({ serviceType, lines }) => [serviceType, lines]);
};

it("a buyer sends one item back and exchanges another in one filing; what was chosen survives a reload, and each case is shown", async () => {
  await returning("PAIR");
  await alsoExchange();
  await page.reload();
  await page.getByRole("region", { name: "一起提交的" }).getByText("换货").waitFor();
  await send();
  await page.getByRole("region", { name: /退货退款/ }).waitFor();
  await page.getByRole("region", { name: /^换货/ }).getByRole("link", { name: "查看进度" }).click();
  await page.getByRole("heading", { level: 1, name: "换货" }).waitFor();
  const cases = await casesOf("PAIR");
  expect(cases).toHaveLength(2);
  expect(cases).toContainEqual(["return_refund", [expect.objectContaining({ lineNo: 1, quantity: 1 })]]);
  expect(cases).toContainEqual(["exchange", [expect.objectContaining({ lineNo: 2, quantity: 1, replacementSkuId: "mug-black" })]]);
  expect(faults).toEqual([]);
});

it("of two pieces of one line one goes back and the other is exchanged; taken out again, one tap files it as ever", async () => {
  await returning("TWINS");
  expect(await page.getByRole("button", { name: "再加一件，一起提交" }).count()).toBe(1);
  await page.getByRole("button", { name: "减一件" }).click();
  await alsoExchange();
  await page.getByRole("button", { name: /^去掉/ }).click();
  await page.getByRole("button", { name: /提交申请 · 退/ }).waitFor();
  await alsoExchange();
  await send();
  const cases = await casesOf("TWINS");
  expect(cases.map(each => JSON.stringify(each)).filter(each => each.includes('"lineNo":1'))).toHaveLength(2);
  expect(faults).toEqual([]);
});
