import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { picture } from "../evidence/pictures.ts";
import { DESK, openPage, PHONE } from "./browser.ts";
import { obstacles } from "./reach.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const FRUIT = { sku: "mug-white", quantity: 1, priceMinor: 5900, category: "fresh.fruit.cherry" };
const lot = (no: string, customer: string) => ({
  no,
  customer,
  lines: [{ ...FRUIT, batchNo: "L-1121" }],
});

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([
    lot("C1", "u1"),
    lot("C2", "u2"),
    lot("C3", "u2"),
    { ...lot("D1", "u1"), lines: [{ ...FRUIT, batchNo: "L-9" }] },
  ]);
});
afterAll(() => web?.close());

/** Where somebody wants to look at the pages themselves. */
const SHOTS = process.env["AMENDS_SHOTS"];

it("an agent opens a batch from one buyer's case, sees who else bought it, decides once, and every buyer is told", async () => {
  const filed = await web.shop.opened("C1", {
    serviceType: "refund_only",
    refundOnlyKind: "unreturnable",
    reason: "70.01",
    lines: [{ lineNo: 1, quantity: 1 }],
    evidence: [{ kind: "photo" }],
  });
  const agent = await web.newAgent();
  const { page, faults } = await openPage(web.browser, DESK, web.whole.now());
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(agent.email);
  await page.getByLabel("密码", { exact: true }).fill(agent.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("link", { name: "批次", exact: true }).waitFor();
  await page.goto(`${web.whole.base}/console/cases/${filed.caseId}`);

  await page.getByRole("link", { name: "按批次处理" }).click();
  await page.getByRole("radio", { name: "批号 L-1121" }).check();
  await page.getByLabel("损坏比例").fill("40");
  expect(await obstacles(page, 24)).toEqual([]);
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, "batch-open.png") });
  await page.getByRole("button", { name: "查找买家" }).click();

  await page.getByRole("heading", { level: 2, name: "待确认" }).waitFor({ timeout: 20_000 });
  await page.getByText(/认定原因 坏果、腐烂或变质/).waitFor();
  await page.getByText("将开单 2 · 已有单 1").waitFor();
  expect(await obstacles(page, 24)).toEqual([]);
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, "batch-preview.png") });
  await page.getByRole("row", { name: /C3/ }).getByRole("button", { name: "移出" }).click();
  await page.getByRole("menuitem", { name: "货已追回" }).click();
  await page.getByText("将开单 1 · 已有单 1 · 移出 1").waitFor();

  await page.getByRole("button", { name: /^确认 → 为 2 位买家共退 ¥88\.50/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "确定" }).click();
  await page.getByRole("heading", { level: 2, name: "已完成" }).waitFor({ timeout: 20_000 });
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, "batch-done.png") });
  await page.getByRole("link", { name: "批次", exact: true }).first().click();
  await page.getByRole("row", { name: /批号 L-1121.*已完成.*2 \/ 2/ }).waitFor();
  expect(faults).toEqual([]);

  const buyer = await openPage(web.browser, PHONE, web.whole.now());
  await buyer.page.goto(web.buyerLink("u1"));
  await buyer.page.getByRole("heading", { level: 1 }).waitFor();
  await buyer.page.goto(`${web.whole.base}/cases/${filed.caseId}`);
  await buyer.page.getByText("我们查明这批商品有问题").waitFor();
  expect(await obstacles(buyer.page, 44)).toEqual([]);
  if (SHOTS !== undefined) await buyer.page.screenshot({ path: join(SHOTS, "batch-buyer.png") });
  expect(buyer.faults).toEqual([]);
});

it("a buyer says by two numbers how much is bad, sees what that gives back, and is asked once to show more", async () => {
  const { page, faults } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 D1" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await page.getByRole("link", { name: /退款，不用寄回/ }).click();
  await page.getByRole("button", { name: "换一个原因" }).click();
  await page.getByRole("button", { name: /坏果、腐烂或变质/ }).click();
  await page.getByRole("radio", { name: "全坏了" }).check();
  await page.getByRole("button", { name: "提交申请 · 退 ¥59.00" }).waitFor();
  await page.getByLabel("或者：坏了").fill("31");
  await page.getByLabel("一共").fill("20");
  await page.getByText("坏的应当至少 1").waitFor();
  await page.getByLabel("一共").fill("100");
  await page.getByRole("button", { name: "提交申请 · 退 ¥29.50" }).waitFor();
  expect(await obstacles(page, 44)).toEqual([]);
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, "bad-share.png"), fullPage: true });
  await page.getByRole("button", { name: /提交申请/ }).click();
  await page.getByText("已收到您的申请").waitFor();
  const caseId = page.url().match(/case_[0-9a-z]{24}/)?.[0] ?? "";
  expect((await web.shop.host("GET", `/v1/cases/${caseId}`)).body["refund"]).toMatchObject({ amount: 2950 });

  const asked = await web.shop.command(caseId, "request-evidence", { of: "buyer", photo: true });
  expect(asked.status, asked.text).toBe(200);
  await page.getByRole("button", { name: /补充凭证/ }).waitFor();
  expect(await page.getByText("collect_evidence").count()).toBe(0);
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, "evidence-asked.png"), fullPage: true });
  await page.getByRole("button", { name: /补充凭证/ }).click();
  await page.getByLabel(/拍照片/).setInputFiles([{ name: "fruit.jpg", mimeType: "image/jpeg", buffer: picture("fruit.jpg") }]);
  await page.getByText("已上传").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: /提交/ }).click();
  await expect.poll(async () => (await web.shop.caseRow(caseId)).phase, { timeout: 20_000 }).toBe("waiting_for_seller");
  expect(faults).toEqual([]);
});
