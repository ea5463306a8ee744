import { afterAll, beforeAll, expect, it } from "vitest";
import { openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const FOOD = { no: "A3", lines: [{ sku: "mug-white", quantity: 1, priceMinor: 3600, category: "food.grain.noodle" }] };

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "A1" }, { no: "A2" }, FOOD]);
});
afterAll(() => web.close());

it("a buyer files a return in two taps from the order's page, and sees what happens next without asking again", async () => {
  const { page, faults } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 A1" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await page.getByRole("heading", { level: 1, name: "需要怎么处理？" }).waitFor();
  expect(page.url()).not.toContain("token=");

  await page.getByRole("link", { name: /退货退款/ }).click();
  await page.getByRole("button", { name: "提交申请 · 退 ¥118.00" }).click();

  await page.getByText("已收到您的申请").waitFor();
  await page.getByRole("heading", { level: 1, name: "退货退款" }).waitFor();
  await page.getByText("全部完成后，¥118.00 退回 支付钱包").waitFor();
  const banner = page.getByRole("region", { name: "寄回商品" });
  expect(await banner.textContent()).toMatch(/您[\s\S]*剩 [\s\S]*超时/);

  const caseId = page.url().match(/case_[0-9a-z]{24}/)?.[0] ?? "";
  const handedOver = await web.shop.command(caseId, "hand-over", { carrier: "顺丰速运", trackingNo: "SF9988776655" });
  expect(handedOver.status, handedOver.text).toBe(200);
  await page.getByText("SF9988776655").waitFor();
  expect(faults).toEqual([]);
});

it("a buyer hands the parcel over on the page, in small letters and with blanks as it was copied", async () => {
  const { page } = await openPage(web.browser, PHONE, web.whole.now());
  const filed = await web.shop.opened("A2", {
    serviceType: "return_refund",
    reason: "30.01",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  });
  await page.goto(web.buyerLink("u1"));
  await page.getByRole("heading", { level: 1, name: "我的订单" }).waitFor();
  await page.goto(`${web.whole.base}/cases/${filed.caseId}`);
  await page.getByRole("button", { name: "填写寄回单号" }).click();
  await page.getByLabel("快递单号").fill("yt 1234 5678");
  await page.getByRole("radio", { name: "圆通速递" }).check();
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("YT12345678").waitFor();
  expect((await web.shop.caseRow(filed.caseId)).state.returnParcel).toMatchObject({ carrier: "圆通速递", trackingNo: "YT12345678" });
});

it("a refusal names the rule and its law, and a person looks at it when asked", async () => {
  const { page } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 A3" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await page.getByRole("heading", { level: 1, name: "需要怎么处理？" }).waitFor();
  await page.getByRole("link", { name: /退货退款/ }).click();
  await page.getByRole("radio", { name: "已激活" }).check();
  await page.getByRole("button", { name: /提交申请/ }).click();
  await page.getByText("这次没有受理").waitFor();
  await page.getByText(/不能无理由退货/).waitFor();
  await page.getByText(/七日无理由退货暂行办法 第九条/).waitFor();
  await page.getByRole("button", { name: "请人工再看一次" }).click();
  await page.getByText("已收到您的申请").waitFor();
});

it("whoever is not known is told how to come in, and an unknown page where to go on", async () => {
  const { page } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.whole.base);
  await page.getByText("请从商城的订单页面进入").waitFor();
  await page.goto(`${web.whole.base}/nowhere`);
  await page.getByRole("link", { name: "我的订单" }).waitFor();
});
