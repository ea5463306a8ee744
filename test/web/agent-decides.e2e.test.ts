import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage, type Watched } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const CLOSED_CARD = {
  no: "B4",
  shipped: false,
  lines: [{ sku: "mug-white", quantity: 1, priceMinor: 5900 }],
  tenders: [{ kind: "card", methodRef: "card-cancelled", paidMinor: 5900 }],
} as const;
const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };

let web: WebShop;
beforeAll(async () => {
  const [closed] = CLOSED_CARD.tenders;
  web = await openWebShop([
    { no: "B1" },
    { no: "B2" },
    { no: "B3" },
    CLOSED_CARD,
    { no: "B5" },
    { no: "B6" },
    { no: "B7" },
    { no: "B8", packed: true, signed: false },
    { no: "B9" },
  ]);
  await web.whole.composed.sandbox?.bank.closeAccount(closed.methodRef);
});
afterAll(() => web.close());

const signIn = async (person: { readonly email: string; readonly password: string }): Promise<Watched> => {
  const watched = await openPage(web.browser, DESK, web.whole.now());
  const { page } = watched;
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(person.email);
  await page.getByLabel("密码", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByText("从左边选一张售后单").waitFor();
  return watched;
};

const shownCase = async (caseId: string): Promise<Readonly<Record<string, unknown>>> =>
  (await web.shop.host("GET", `/v1/cases/${caseId}`)).body;

const done = (page: Page, words: RegExp): Promise<void> => page.getByRole("list").getByText(words).first().waitFor();

it("an agent finds a case by the number read out, reads why, and approves", async () => {
  const filed = await web.shop.opened("B1", {
    serviceType: "return_refund",
    reason: "40.01",
    lines: [{ lineNo: 1, quantity: 1, condition: "damaged" }],
  });
  const shortNo = String(filed["shortNo"]);
  expect(filed["phase"]).not.toBe("resolved");
  const { page, faults } = await signIn(await web.newAgent());

  await page.keyboard.press("Control+k");
  await page.getByLabel("售后单号、订单号、运单号或手机号").fill(shortNo);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: new RegExp(shortNo) }).waitFor();

  const money = page.getByRole("region", { name: "金额" });
  await money.getByText("金额怎么算的").first().click();
  await money.getByRole("row", { name: /按实付金额退.*¥59\.00/ }).waitFor();
  expect(await money.getByRole("table", { name: "由谁承担" }).textContent()).toMatch(/¥59\.00/);

  const decision = page.getByRole("region", { name: "决定与依据" });
  expect(await decision.textContent()).toMatch(/依据/);
  await page.getByRole("button", { name: /^同意 →.*¥59\.00/ }).click();
  await page.getByRole("button", { name: "确认" }).click();
  await page
    .getByRole("list")
    .getByText(/：同意$/)
    .waitFor();
  const { body } = await web.shop.host("GET", `/v1/cases/${filed.caseId}`);
  expect(body["steps"]).toContainEqual(expect.objectContaining({ type: "review", status: "done", outcome: "approved" }));
  expect(faults).toEqual([]);
});

it("an offer can be put forward where the plan lets the buyer answer one, and nowhere else", async () => {
  const recipient = { name: "韩梅梅", phone: "13900002220", region: "浙江省杭州市西湖区", detail: "学院路 9 号" };
  const amend = { serviceType: "amend_order", reason: "10.03", amendment: { kind: "address", recipient }, lines: [] };
  const unanswered = await web.shop.opened("B8", amend);
  const open = { serviceType: "return_refund", reason: "50.01", lines: [{ lineNo: 1, quantity: 1, condition: "used" }] };
  const answered = await web.shop.opened("B9", open);
  expect([await shownCase(unanswered.caseId), await shownCase(answered.caseId)]).toMatchObject([{ mayOffer: false }, { mayOffer: true }]);
  const { page, faults } = await signIn(web.admin);
  const actions = page.getByRole("region", { name: "可以做的事" });
  await page.goto(`${web.whole.base}/console/cases/${unanswered.caseId}`);
  await actions.getByRole("button", { name: /^拒绝/ }).waitFor();
  expect(await actions.getByRole("button", { name: /^提出方案/ }).count()).toBe(0);
  await page.goto(`${web.whole.base}/console/cases/${answered.caseId}`);
  await actions.getByRole("button", { name: /^提出方案/ }).waitFor();
  expect(faults).toEqual([]);
});

it("what came back is counted and inspected at the desk, and a count beyond what was sent is refused by its code", async () => {
  const filed = await web.shop.opened("B2", RETURN);
  await web.shop.command(filed.caseId, "hand-over", { carrier: "SF", trackingNo: "SF0000B2" });
  const { page } = await signIn(web.admin);
  await page.goto(`${web.whole.base}/console/cases/${filed.caseId}`);
  await page.getByRole("button", { name: /^登记收货/ }).click();
  await page.getByLabel("马克杯 收到件数").fill("1");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^登记验货/ }).click();
  await page.getByLabel("完好").fill("5");
  await page.getByRole("button", { name: "确认" }).click();
  await page.getByRole("alert").getByText("more_than_sent").waitFor();
  await page.getByLabel("完好").fill("1");
  await page.getByRole("button", { name: "确认" }).click();
  await done(page, /：通过$/);
  expect(await shownCase(filed.caseId)).toMatchObject({ lines: [{ inspection: { grade: "a", good: 1 } }] });
});

it("goods that are not the ones sold go back to the buyer from the desk", async () => {
  const filed = await web.shop.opened("B3", RETURN);
  await web.shop.command(filed.caseId, "hand-over", { carrier: "SF", trackingNo: "SF0000B3" });
  const { page } = await signIn(web.admin);
  await page.goto(`${web.whole.base}/console/cases/${filed.caseId}`);
  await page.getByRole("button", { name: /^登记收货/ }).click();
  await page.getByRole("checkbox", { name: "退错商品" }).check();
  await page.getByRole("button", { name: "确认" }).click();
  await page.getByRole("button", { name: /^寄还买家/ }).click();
  const confirm = page.getByRole("button", { name: "确认" });
  expect(await confirm.isDisabled()).toBe(true);
  await page.getByLabel("快递公司").fill("中通快递");
  await page.getByLabel("快递单号").fill("ZT0000B3");
  await page.keyboard.press("Enter");
  await done(page, /：已寄还$/);
  expect(await shownCase(filed.caseId)).toMatchObject({ phase: "closed" });
});

it("a refund the bank refused is recorded as paid by hand", async () => {
  const filed = await web.shop.opened("B4", {
    serviceType: "refund_only",
    refundOnlyKind: "pre_ship",
    reason: "10.01",
    lines: [{ lineNo: 1, quantity: 1 }],
  });
  await expect.poll(async () => (await shownCase(filed.caseId))["promise"], { timeout: 20_000 }).toMatchObject({ owner: "finance" });
  const { page } = await signIn(web.admin);
  await page.goto(`${web.whole.base}/console/cases/${filed.caseId}`);
  await page.getByRole("button", { name: /^登记线下退款/ }).click();
  await page.getByLabel("付款流水号").fill("BANK-7788");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await shownCase(filed.caseId))["phase"], { timeout: 20_000 }).toBe("resolved");
  await done(page, /：已退款$/);
});

it("an agent sees a decision made again row by row with its inputs, and what it would be otherwise", async () => {
  const filed = await web.shop.opened("B1", RETURN);
  const { page, faults } = await signIn(web.admin);
  await page.goto(`${web.whole.base}/console/cases/${filed.caseId}`);
  await page.getByRole("link", { name: "查看完整决定" }).click();
  await page.getByText(/^重放一致/).waitFor();
  const eligibility = page.getByRole("region", { name: "能否受理" });
  expect(await eligibility.locator("mark").allTextContents()).toContain("受理");

  const reason = page.getByRole("combobox", { name: "申请原因" });
  await reason.fill("10.04");
  await page.getByTitle("10.04 缺货").click();
  await page.getByRole("button", { name: "看看会怎么判" }).click();
  await page.getByRole("alert").getByText("reason_not_for_type").waitFor();
  await reason.fill("40.02");
  await page.getByTitle(/^40\.02 /).click();
  await page.getByRole("button", { name: "看看会怎么判" }).click();
  const result = page.getByRole("region", { name: "假设的结果" });
  await result.getByText("符合规则，同意 → 需要人工审核").waitFor();
  await page.getByText("与原来不同").first().waitFor();
  expect(await shownCase(filed.caseId)).toMatchObject({ version: filed.version });
  await page.getByRole("button", { name: "恢复原样" }).click();
  await result.waitFor({ state: "detached" });
  expect(faults).toEqual([]);
});

it("a recipient is unmasked for a reason that stays on record", async () => {
  const filed = await web.shop.opened("B5", RETURN);
  const { page } = await signIn(web.admin);
  await page.goto(`${web.whole.base}/console/cases/${filed.caseId}`);
  const order = page.getByRole("region", { name: "订单" });
  await order.getByText(/138\*{4}|139\*{4}/).waitFor();
  await order.getByRole("button", { name: "查看明文" }).click();
  await page.getByLabel("为什么要看").fill("核对派件地址");
  await page.keyboard.press("Enter");
  await order.getByText("13900002220 浙江省杭州市西湖区 学院路 8 号").waitFor();
  const { rows } = await web.whole.pool.query("select reason from access_log where action = 'reveal'");
  expect(rows).toContainEqual({ reason: "核对派件地址" });
  await expect
    .poll(async () => (await web.whole.pool.query("select 1 from access_log where action = 'view'")).rowCount, { timeout: 20_000 })
    .toBeGreaterThan(0);
});

it("the rows of a view are taken away as a file", async () => {
  await web.shop.opened("B6", RETURN);
  const { page } = await signIn(web.admin);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "导出 CSV" }).click()]);
  const text = await readFile(await file.path(), "utf8");
  expect(text).toMatch(/^\uFEFF售后单,订单号/);
  expect(text).toContain(",B6,");
});

it("a compensation is granted with a form drawn from the command's own description", async () => {
  const filed = await web.shop.opened("B7", { serviceType: "compensation", reason: "80.06", lines: [{ lineNo: 1, quantity: 1 }] });
  const { page } = await signIn(web.admin);
  await page.goto(`${web.whole.base}/console/cases/${filed.caseId}`);
  await page.getByRole("button", { name: "同意，并确定给买家什么" }).click();
  const form = page.getByRole("dialog", { name: "同意，并确定给买家什么" });
  await form.getByLabel("另外赔付（元）").fill("5.5.5");
  expect(await form.getByRole("button", { name: "确认" }).isDisabled()).toBe(true);
  await form.getByLabel("另外赔付（元）").fill("");
  await form.getByRole("button", { name: "确认" }).click();
  await form.getByRole("alert").getByText("grant_not_positive").waitFor();
  await form.getByLabel("另外赔付（元）").fill("5");
  await page.keyboard.press("Enter");
  await done(page, /：同意$/);
});
