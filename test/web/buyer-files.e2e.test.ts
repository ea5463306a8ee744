import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const FOOD = { no: "A3", lines: [{ sku: "mug-white", quantity: 1, priceMinor: 3600, category: "food.grain.noodle" }] };

const WHITE = { sku: "mug-white", quantity: 1, priceMinor: 5900 };

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([
    { no: "A1" },
    { no: "A2", promises: [{ kind: "free_return_freight", by: "seller" }] },
    FOOD,
    { no: "A4" },
    { no: "A5" },
    { no: "A9" },
    { no: "A6", shipped: false, lines: [WHITE] },
    { no: "A7", shipped: false, lines: [WHITE] },
    { no: "A8", lines: [WHITE, { ...WHITE, sku: "mug-blue" }] },
  ]);
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

  await page.getByRole("button", { name: "改为上门取件" }).click();
  await page.getByText("取件费按快递报价从退款里扣，最多 ¥100.00").waitFor();
  await page.keyboard.press("Escape");

  const caseId = page.url().match(/case_[0-9a-z]{24}/)?.[0] ?? "";
  const handedOver = await web.shop.command(caseId, "hand-over", { carrier: "顺丰速运", trackingNo: "SF9988776655" });
  expect(handedOver.status, handedOver.text).toBe(200);
  await page.getByText("SF9988776655").waitFor();

  await page.getByRole("link", { name: "为什么这样处理" }).click();
  const rules = page.getByRole("region", { name: "依据的规则" });
  await rules.getByText("可以七天无理由退货").waitFor();
  expect(await rules.getByRole("link").first().getAttribute("href")).toMatch(/^https:\/\/(www\.gov\.cn|flk\.npc\.gov\.cn)/);
  await page.getByText("申请符合规则，不需要改变什么").waitFor();
  await page.getByRole("region", { name: "谁可以改判" }).getByText("12315").waitFor();
  expect(faults).toEqual([]);
});

it("a buyer hands the parcel over on the page, in small letters and with blanks as it was copied, and has what it cost back", async () => {
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
  expect(await page.getByRole("radio", { name: "圆通速递" }).isChecked()).toBe(true);
  const paid = page.getByLabel("您垫付的运费（元，没有就不填）");
  await paid.fill("18.00");
  await page.getByText("请拍一张快递面单或付款截图").waitFor();
  expect(await page.getByRole("button", { name: "保存" }).isDisabled()).toBe(true);
  await paid.fill("12.00");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("YT12345678").waitFor();
  expect((await web.shop.caseRow(filed.caseId)).state.returnParcel).toMatchObject({ carrier: "圆通速递", trackingNo: "YT12345678" });

  const received = await web.shop.command(filed.caseId, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  expect(received.status, received.text).toBe(200);
  await page.getByRole("link", { name: "为什么这样处理" }).click();
  const sums = page.getByRole("region", { name: "金额怎么算的" });
  await sums.getByRole("row", { name: /补偿您垫付的退货运费.*¥12\.00/ }).waitFor();
  expect(await sums.getByRole("row", { name: /应退合计/ }).textContent()).toContain("¥71.00");
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
  await page.getByRole("link", { name: "为什么这样处理" }).click();
  await page.getByText("商品未拆封 → 可以直接同意").waitFor();
});

/** The filing page of an order's line, reached as from the order's page. */
const filingPage = async (no: string, about: string, option: string): Promise<Page> => {
  const { page } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page.getByRole("heading", { level: 1, name: "我的订单" }).waitFor();
  await page.goto(`${web.whole.base}/orders/${await web.shop.orderId(no)}/file/${about}/${option}`);
  return page;
};

/** The case the page was led to, as the host sees it. */
const filedCase = async (page: Page): Promise<Readonly<Record<string, unknown>>> => {
  await page.getByText("已收到您的申请").waitFor();
  return (await web.shop.host("GET", `/v1/cases/${page.url().match(/case_[0-9a-z]{24}/)?.[0]}`)).body;
};

it("a buyer finds another reason by a word of it, with the keyboard alone, and files for fewer pieces", async () => {
  const page = await filingPage("A4", "1", "return_refund");
  await page.getByRole("button", { name: "减一件" }).click();
  await page.getByRole("button", { name: "换一个原因" }).press("Enter");
  const sheet = page.getByRole("dialog", { name: "换一个原因" });
  await sheet.getByRole("region", { name: "质量问题" }).waitFor();
  await sheet.getByLabel("搜索原因").fill("褪色");
  await sheet.getByRole("button", { name: /褪色、缩水或起球/ }).press("Enter");
  await page.getByText("一张全貌、一张细节照片").waitFor();
  await page.getByRole("button", { name: "提交申请 · 退 ¥59.00" }).press("Enter");
  expect(await filedCase(page)).toMatchObject({ reason: "40.05", lines: [{ lineNo: 1, quantity: 1 }] });
});

it("a buyer exchanges for another version, is told the difference and says what pays it", async () => {
  const page = await filingPage("A4", "1", "exchange");
  const own = page.getByRole("radio", { name: /白.*选的就是原来的款式/ });
  await own.waitFor();
  expect(await own.isDisabled()).toBe(true);
  expect(await page.getByRole("button", { name: "提交申请" }).isDisabled()).toBe(true);
  await page.getByRole("radio", { name: /黑.*退 ¥10\.00，原路退回/ }).check();
  await page.getByRole("radio", { name: /蓝.*补 ¥10\.00/ }).check();
  await page.getByText("差价 ¥10.00 用什么付").waitFor();
  await page.getByRole("radio", { name: /礼品卡.*余额 ¥50\.00/ }).check();
  await page.getByRole("button", { name: "提交申请" }).click();
  expect(await filedCase(page)).toMatchObject({
    serviceType: "exchange",
    lines: [{ replacementSkuId: "mug-blue" }],
    collect: { methodKind: "gift_card", amount: { amount: 1000 } },
  });
});

it("a buyer names the sum agreed with the shop, and is told when it is more than was paid", async () => {
  const page = await filingPage("A5", "1", "refund_only.agreed");
  const sum = page.getByLabel("和商家谈好的金额（元）");
  await sum.fill("十二块");
  await page.getByText("请填写金额，例如 12.50").waitFor();
  await sum.fill("118.01");
  await page.getByRole("button", { name: "提交申请 · 退 ¥118.01" }).click();
  await page.getByRole("alert").getByText("agreed_amount_above_paid").waitFor();
  await sum.fill("12.50");
  await sum.press("Enter");
  expect(await filedCase(page)).toMatchObject({ refundOnlyKind: "agreed", refund: { amount: 1250 } });
});

it("a buyer has an order that has not left sent to another address", async () => {
  const page = await filingPage("A6", "1", "amend_order");
  const send = page.getByRole("button", { name: "提交申请" });
  await page.getByLabel("收货人").fill("李雷");
  expect(await send.isDisabled()).toBe(true);
  await page.getByLabel("省、市、区").fill("上海市静安区");
  await page.getByLabel("街道、门牌号").fill("南京西路 1 号");
  await send.click();
  expect(await filedCase(page)).toMatchObject({ serviceType: "amend_order" });
});

it("a buyer changes the way an order was paid, and what is too little cannot be chosen", async () => {
  const page = await filingPage("A7", "1", "amend_order");
  await page.getByRole("radio", { name: "付款方式" }).check();
  expect(await page.getByRole("radio", { name: /礼品卡/ }).isDisabled()).toBe(true);
  await page.getByRole("radio", { name: "商品款式" }).check();
  await page.getByRole("radio", { name: /黑.*退 ¥10\.00/ }).check();
  await page.getByRole("button", { name: "提交申请" }).click();
  expect(await filedCase(page)).toMatchObject({ serviceType: "amend_order", lines: [{ replacementSkuId: "mug-black" }] });
});

it("a buyer returns the whole order at once", async () => {
  const { page } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 A8" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await page.getByText("整单一起处理（2 件）").click();
  await page
    .getByRole("group")
    .getByRole("link", { name: /退货退款/ })
    .click();
  await page.getByRole("button", { name: "提交申请 · 退 ¥118.00" }).click();
  expect(await filedCase(page)).toMatchObject({ lines: [{ lineNo: 1 }, { lineNo: 2 }], refund: { amount: 11_800 } });
});

it("a telephone whose clock is a week fast still shows what is left by the shop's", async () => {
  await web.shop.opened("A9", {
    serviceType: "return_refund",
    reason: "30.01",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  });
  const { page } = await openPage(web.browser, PHONE, web.whole.now() + 7 * 86_400_000);
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 A9" })
    .getByText(/剩 [67] 天/)
    .waitFor();
});

it("whoever is not known is told how to come in, and an unknown page where to go on", async () => {
  const { page } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.whole.base);
  await page.getByText("请从商城的订单页面进入").waitFor();
  await page.goto(`${web.whole.base}/nowhere`);
  await page.getByRole("link", { name: "我的订单" }).waitFor();
});

it("a network that goes away takes no page with it, and what was asked for comes when it is back", async () => {
  const { page, context } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  const order = page.getByRole("article", { name: "订单号 A9" }).getByRole("link", { name: /马克杯/ });
  await order.waitFor();
  await context.setOffline(true);
  await order.click();
  await page.getByText("网络已断开").waitFor();
  await page.getByRole("link", { name: "返回" }).waitFor();
  await context.setOffline(false);
  await page.getByRole("heading", { level: 1, name: "需要怎么处理？" }).waitFor();
  await page.getByRole("link", { name: /^退货退款 退 / }).waitFor();

  await page.goto(`${web.whole.base}/cases/case_01m8111fx6t41ym0g8g2wrx5`);
  await page.getByText("这张订单或售后单不存在").waitFor();
});
