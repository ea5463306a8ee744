import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { picture } from "../evidence/pictures.ts";
import { openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const FRUIT = { lines: [{ sku: "mug-white", quantity: 2, priceMinor: 3600, category: "fresh.fruit.cherry" }] };

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "D1" }, { no: "D2", ...FRUIT }, { no: "D3" }]);
});
afterAll(() => web.close());

const filingPage = async (no: string, option: string): Promise<{ readonly page: Page; readonly faults: readonly string[] }> => {
  const opened = await openPage(web.browser, PHONE, web.whole.now());
  await opened.page.goto(web.buyerLink("u1"));
  await opened.page.getByRole("heading", { level: 1, name: "我的订单" }).waitFor();
  await opened.page.goto(`${web.whole.base}/orders/${await web.shop.orderId(no)}/file/1/${option}`);
  return opened;
};

it("what a buyer means is offered as they write it, taken with one tap, and what they wrote reaches whoever decides", async () => {
  const { page, faults } = await filingPage("D1", "return_refund");
  const written = page.getByLabel("用您自己的话说说（可不填）");
  await written.fill("杯子有划痕");
  await page
    .getByRole("button", { name: /破损|瑕疵|外观/ })
    .first()
    .waitFor();
  await page.getByRole("region", { name: "您想说的是不是" }).getByRole("button").first().click();
  await page.getByText("一张全貌、一张细节照片").waitFor();
  expect(await written.inputValue()).toBe("杯子有划痕");

  await page.getByRole("button", { name: /提交申请/ }).click();
  await page.getByText("已收到您的申请").waitFor();
  const caseId = page.url().match(/case_[0-9a-z]{24}/)?.[0];
  const { body } = await web.shop.host("GET", `/v1/cases/${caseId}`);
  expect([body["reason"], JSON.stringify(body["timeline"]).includes("杯子有划痕")]).toEqual(["40.01", true]);
  expect(faults).toEqual([]);
});

it("words that fit another way of asking lead there, and nothing that was written is lost on the way", async () => {
  const { page } = await filingPage("D3", "return_refund");
  await page.getByLabel("用您自己的话说说（可不填）").fill("昨天刚买，今天就降价了");
  await page.getByRole("region", { name: "您想说的是不是" }).getByRole("button", { name: /价/ }).click();
  await page.getByRole("heading", { level: 1, name: "赔付" }).waitFor();
  await page.getByText("价保或买贵了").waitFor();
  expect(await page.getByLabel("用您自己的话说说（可不填）").inputValue()).toBe("昨天刚买，今天就降价了");
});

it("a telephone call in the middle costs nothing: choices, words and pictures are there again, and after filing they are gone", async () => {
  const { page, faults } = await filingPage("D2", "refund_only.unreturnable");
  await page.getByRole("button", { name: "减一件" }).click();
  await page.getByRole("button", { name: "换一个原因" }).click();
  await page.getByRole("button", { name: /坏果、腐烂或变质/ }).click();
  await page.getByRole("radio", { name: "三成左右" }).check();
  await page.getByLabel("用您自己的话说说（可不填）").fill("底下一层都烂了");
  const add = page.getByLabel(/拍照片/);
  await add.setInputFiles([{ name: "box.jpg", mimeType: "image/jpeg", buffer: picture("box.jpg") }]);
  await page.getByText("已上传").waitFor();
  // The second picture is under way when the page goes: its last byte was never sent.
  await page.route(/\/v1\/evidence-files\/file_.*offset=/, route => route.abort("connectionreset"));
  await add.setInputFiles([{ name: "fruit.jpg", mimeType: "image/jpeg", buffer: picture("fruit.jpg") }]);
  await page.getByText(/上传中/).waitFor();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.reload();

  await page.getByText("上次没提交的内容已为您留着。").waitFor();
  await expect.poll(() => page.getByText("已上传").count(), { timeout: 30_000 }).toBe(2);
  expect(await page.getByLabel("用您自己的话说说（可不填）").inputValue()).toBe("底下一层都烂了");
  expect(await page.getByRole("radio", { name: "三成左右" }).isChecked()).toBe(true);
  await page.getByText("坏果、腐烂或变质").first().waitFor();
  const address = page.url();
  await page.getByRole("button", { name: /提交申请/ }).click();
  await page.getByText("已收到您的申请").waitFor();
  const { body } = await web.shop.host("GET", `/v1/cases/${page.url().match(/case_[0-9a-z]{24}/)?.[0]}`);
  expect(body).toMatchObject({ reason: "70.01", lines: [{ quantity: 1 }] });

  await page.goto(address);
  await page.getByLabel("用您自己的话说说（可不填）").waitFor();
  expect(await page.getByLabel("用您自己的话说说（可不填）").inputValue()).toBe("");
  expect(await page.getByText("已上传").count()).toBe(0);
  expect(faults).toEqual([]);
});
