import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { quiet, type Summary } from "../harness/running-shop.ts";
import { openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const RETURN = {
  serviceType: "return_refund",
  reason: "30.01",
  lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
};
const TYPED = "SF5550001234567";
const RIGHT = "SF5550001234576";

let web: WebShop;
let page: Page;
let faults: readonly string[];
beforeAll(async () => {
  web = await openWebShop([{ no: "BACK" }, { no: "OTHERS" }, { no: "NOWHERE", seller: "s2" }], "marketplace");
  const opened = await openPage(web.browser, PHONE, web.whole.now());
  ({ page, faults } = opened);
  await opened.context.grantPermissions(["clipboard-read", "clipboard-write"]);
});
afterAll(async () => {
  await web?.close();
});

const opened = async (no: string): Promise<Summary> => {
  const filed = await web.shop.opened(no, RETURN);
  await quiet(web.whole, web.whole.pool);
  return filed;
};
const look = async (filed: Summary, externalId = "u1", by: Page = page): Promise<void> => {
  const link = new URL(web.buyerLink(externalId));
  link.pathname = `/cases/${filed.caseId}`;
  await by.goto(link.href);
};
const numberIs = (filed: Summary, trackingNo: string): Promise<void> =>
  expect
    .poll(async () => (await web.shop.host("GET", `/v1/cases/${filed.caseId}`)).body, { timeout: 60_000 })
    .toMatchObject({ returnParcel: { trackingNo } });

it("a buyer is told where to send the goods, copies it, and corrects the number until the parcel is seen", async () => {
  const filed = await opened("BACK");
  await look(filed);
  const address = page.getByRole("region", { name: "寄到这个地址" });
  await address.getByText("浙江省杭州市西湖区 文三路 1 号").waitFor();
  await address.getByRole("button", { name: "复制地址" }).click();
  await address.getByText("已复制").waitFor();
  expect(await page.evaluate("navigator.clipboard.readText()")).toBe("李雷\n13800001111\n浙江省杭州市西湖区 文三路 1 号");

  await page.getByRole("button", { name: "填写寄回单号" }).click();
  await page.getByLabel("快递单号").fill(TYPED);
  await page.getByRole("button", { name: "保存" }).click();
  await numberIs(filed, TYPED);
  await page.getByRole("region", { name: "商品正寄往这个地址" }).getByText("文三路 1 号").waitFor();

  await page.getByRole("button", { name: "改单号" }).click();
  await page.getByLabel("快递单号").fill(RIGHT);
  await page.getByRole("button", { name: "保存" }).click();
  await numberIs(filed, RIGHT);
  await page.getByRole("region", { name: "寄回的包裹" }).getByText(RIGHT).waitFor();

  const scan = { trackingNo: RIGHT, code: "picked_up", trackedAt: new Date(web.whole.now()).toISOString() };
  expect((await web.shop.command(filed.caseId, "tracking", scan)).status).toBe(200);
  await expect.poll(() => page.getByRole("button", { name: "改单号" }).count(), { timeout: 60_000 }).toBe(0);
  expect(faults).toEqual([]);
});

it("another buyer who has the link of a case learns neither the case nor the address", async () => {
  const filed = await opened("OTHERS");
  const { context, page: foreign } = await openPage(web.browser, PHONE, web.whole.now());
  const asked = foreign.waitForResponse(answer => answer.url().endsWith(`/v1/cases/${filed.caseId}`));
  await look(filed, "u2", foreign);
  expect((await asked).status()).toBe(404);
  await foreign.getByText("没有找到").waitFor();
  expect(await foreign.getByText("文三路").count()).toBe(0);
  await context.close();
});

it("a buyer whose shop has given no address is asked not to send anything yet, and told who helps", async () => {
  await look(await opened("NOWHERE"));
  await page
    .getByRole("region", { name: "还没有退货地址" })
    .getByText(/请先不要寄出/)
    .waitFor();
  expect(faults).toEqual([]);
});
