import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { paper } from "../evidence/pictures.ts";
import { quiet, signedIn } from "../harness/running-shop.ts";
import type { Caller } from "../harness/whole-server.ts";
import { DESK, openPage, PHONE, type Watched } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const PRE_SHIP = { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines: [{ lineNo: 1, quantity: 2 }] };
const SHOTS = process.env["AMENDS_SHOTS"];

let web: WebShop;
let sellerId: string;
let admin: Caller;
beforeAll(async () => {
  const orders = ["F1", "F2"].map(no => ({ no, shipped: false }));
  web = await openWebShop([...orders, { no: "L1" }], "marketplace");
  admin = await signedIn(web.whole, web.shop, web.admin.email);
  sellerId = (await web.whole.pool.query("select seller_id from sellers where external_id = 's1'")).rows[0].seller_id;
  for (const [role, email, more] of [
    ["finance", "money@shop.example", {}],
    ["seller", "seller@shop.example", { sellerId }],
  ] as const)
    await admin("POST", "/v1/accounts", { role, email, name: "小钱", password: web.admin.password, ...more });
  await admin("PUT", `/v1/merchants/${sellerId}/deposit`, { notice: yuan(200), floor: yuan(50), isFrozen: false });
  await admin("POST", `/v1/merchants/${sellerId}/deposit/top-ups`, { reference: "b1", amount: yuan(100) });
  for (const no of ["F1", "F2"]) await web.shop.opened(no, PRE_SHIP);
  await quiet(web.whole, web.whole.pool);
});
afterAll(() => web.close());

const yuan = (whole: number) => ({ amount: whole * 100, currency: "CNY" });

const signIn = async (email: string, viewport: typeof DESK | typeof PHONE = DESK): Promise<Watched> => {
  const watched = await openPage(web.browser, viewport, web.whole.now());
  const { page } = watched;
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(email);
  await page.getByLabel("密码", { exact: true }).fill(web.admin.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("navigation", { name: "工作" }).waitFor();
  return watched;
};
const shot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
};

it("finance sees that the books balance, what is advanced, and asks for a write-off that only a second person can approve", async () => {
  const { page, faults } = await signIn("money@shop.example");
  await page.getByRole("link", { name: "财务" }).click();
  await page.getByText("借贷相等").waitFor();
  await page.getByRole("region", { name: "应收账龄" }).getByText("30 天内").waitFor();
  await page.getByLabel("上限（元）").fill("5000");
  await page.getByRole("button", { name: "设置上限" }).click();
  await page.getByText("¥5,000.00").first().waitFor();
  await page.getByRole("button", { name: "按事件重算核对" }).click();
  await page.getByText(/全部相符/).waitFor();
  const recourses = page.getByRole("region", { name: "追偿" });
  await recourses
    .getByRole("button", { name: /^申请核销 → 平台承担/ })
    .first()
    .click();
  await recourses
    .getByRole("button", { name: /^批准核销 → 平台承担/ })
    .first()
    .click();
  await recourses.getByText("write_off_needs_another").waitFor();
  await shot(page, "finance-1280");
  expect(faults).toEqual([]);

  const second = await signIn(web.admin.email, PHONE);
  await second.page.goto(`${web.whole.base}/console/finance`);
  const job = await second.page.getByRole("link", { name: "财务" }).boundingBox();
  const foot = await second.page.getByRole("button", { name: /^查找/ }).boundingBox();
  expect([job?.x, foot?.x]).toEqual([expect.any(Number), expect.any(Number)]);
  expect((job?.x ?? 0) + (job?.width ?? 0), "the open job lies beside the foot of the rail, not under it").toBeLessThanOrEqual(
    foot?.x ?? 0,
  );
  await second.page.getByRole("button", { name: /^批准核销 → 平台承担/ }).click();
  await expect
    .poll(async () => (await admin("GET", "/v1/ledger/balances?account=write_off_expense")).body["balances"], { timeout: 20_000 })
    .toHaveLength(1);
  await shot(second.page, "finance-375");
  expect(second.faults).toEqual([]);
});

/** A parcel that never came: the seller pays, and the carrier is asked for it. */
const claimed = async (): Promise<void> => {
  const { caseId } = await web.shop.opened("L1", {
    ...{ serviceType: "refund_only", refundOnlyKind: "not_received", reason: "20.01", evidence: [{ kind: "photo" }] },
    lines: [{ lineNo: 1, quantity: 2, goodsReceived: false }],
  });
  await quiet(web.whole, web.whole.pool);
  for (const _review of ["seller", "trace"]) {
    await web.shop.command(caseId, "approve", {}, admin);
    await quiet(web.whole, web.whole.pool);
  }
};

/** The case asks for no consent; the paper that came in does, and is not taken before somebody says that the buyer agreed. */
const medicalPaperAdded = async (page: Page): Promise<void> => {
  const recourses = page.getByRole("region", { name: "追偿" });
  await recourses.getByRole("checkbox", { name: /就医材料/ }).check();
  await recourses.getByText(/我单独同意/).waitFor();
  expect(await recourses.getByLabel("买家同意后才能补充").isDisabled()).toBe(true);
  await recourses.getByRole("checkbox", { name: /买家单独同意了/ }).check();
  await recourses.getByLabel("补充一份证据").setInputFiles([{ name: "record.pdf", mimeType: "application/pdf", buffer: paper() }]);
  await recourses.getByLabel("文件 2").waitFor();
  const { rows } = await web.whole.pool.query(
    "select data -> 'items' -> 0 -> 'consent' as consent, actor ->> 'role' as by from case_events where type = 'evidence_added'",
  );
  expect(rows).toEqual([{ consent: { version: "medical-1", language: "zh" }, by: "finance" }]);
};

it("finance sends a claim with evidence of its case, hears the carrier and books what it pays", async () => {
  await claimed();
  const { page, faults } = await signIn("money@shop.example");
  await page.goto(`${web.whole.base}/console/finance`);
  const recourses = page.getByRole("region", { name: "追偿" });
  await recourses.getByRole("button", { name: "处理索赔" }).click();
  await medicalPaperAdded(page);
  await recourses.getByLabel("照片 1").check();
  await recourses.getByRole("button", { name: "递交索赔（1 份材料）" }).click();
  await recourses.getByRole("button", { name: "对方同意赔付" }).click();
  await recourses.getByText("对方已同意，等付款").waitFor();
  await shot(page, "claim-1280");
  await recourses.getByLabel("到账金额（元）").fill("118.01");
  await recourses.getByLabel("银行凭证号").fill("carrier-1");
  await recourses.getByRole("button", { name: "登记赔款（还欠 ¥118.00）" }).click();
  await recourses.getByText("recourse_more_than_owed").waitFor();
  await recourses.getByLabel("到账金额（元）").fill("118");
  await recourses.getByRole("button", { name: "登记赔款（还欠 ¥118.00）" }).click();
  await recourses.getByRole("button", { name: "处理索赔" }).waitFor({ state: "detached" });
  expect(faults).toEqual([]);
});

it("a seller reads the statement, is asked to top up, and objects to a line", async () => {
  const { page, faults } = await signIn("seller@shop.example");
  await page.getByRole("link", { name: "对账单" }).click();
  await page.getByText("请补足保证金 ¥200.00").waitFor();
  await page.getByRole("button", { name: "提出异议" }).last().click();
  await page.getByLabel("哪里不对（会写进售后单）").fill("买家已经撤回，不应再扣");
  await shot(page, "statement-1280");
  await page.getByRole("button", { name: "提交异议" }).click();
  await page.getByText("异议处理中").waitFor();
  expect(faults).toEqual([]);

  const phone = await signIn("seller@shop.example", PHONE);
  await phone.page.goto(`${web.whole.base}/console/merchants/${sellerId}`);
  await phone.page.getByText("异议处理中").waitFor();
  await shot(phone.page, "statement-375");
  expect(phone.faults).toEqual([]);
});

it("finance sets what a deposit should hold, the seller reads what that restricts, and a large sum leaves it by two people", async () => {
  const { page, faults } = await signIn("money@shop.example");
  await page.goto(`${web.whole.base}/console/merchants/${sellerId}`);
  await page.getByText("保证金低于最低线，以下权益受限：").waitFor();
  const book = async (form: string, sum: string, reference: string, button: string) => {
    const within = page.getByRole("form", { name: form });
    await within.getByLabel("金额（元）").fill(sum);
    await within.getByLabel("银行凭证号").fill(reference);
    await within.getByRole("button", { name: button }).click();
  };
  await book("退还保证金", "1", "out-1", "退还");
  await page.getByText("merchant_restricted").waitFor();
  const seller = await signIn("seller@shop.example", PHONE);
  await seller.page.goto(`${web.whole.base}/console/merchants/${sellerId}`);
  await seller.page.getByText("每次结算最多扣下 50% 用于追偿").waitFor();
  await shot(seller.page, "deposit-375");
  expect(seller.faults).toEqual([]);

  await book("登记充值", "20000", "in-1", "登记充值");
  await page.getByText("保证金低于最低线，以下权益受限：").waitFor({ state: "detached" });
  await book("退还保证金", "10000", "out-2", "退还");
  await page.getByText("withdrawal_needs_another").waitFor();
  await shot(page, "deposit-1280");
  const second = await signIn(web.admin.email);
  await second.page.goto(`${web.whole.base}/console/merchants/${sellerId}`);
  await second.page.getByRole("button", { name: "确认退还 ¥10,000.00" }).click();
  await second.page.getByRole("button", { name: "确认退还 ¥10,000.00" }).waitFor({ state: "detached" });
  expect(second.faults).toEqual([]);
  expect(faults).toEqual([]);
});

it("a page that is not for its reader, and a shop that there is not, are said once", async () => {
  const agent = await web.newAgent();
  const { page, faults } = await signIn(agent.email);
  for (const path of ["finance", "finance/reconciliation", "accounts", "webhooks", `merchants/${sellerId}`]) {
    await page.goto(`${web.whole.base}/console/${path}`);
    await page.getByRole("heading", { level: 1, name: "没有查看这个页面的权限" }).waitFor();
    expect(await page.getByRole("main").getByRole("alert").count(), path).toBe(1);
    expect(await page.getByRole("main").locator("form, table").count(), path).toBe(0);
  }
  const money = await signIn("money@shop.example");
  await money.page.goto(`${web.whole.base}/console/merchants/${sellerId.slice(0, -4)}0000`);
  await money.page.getByRole("alert").waitFor();
  expect(await money.page.getByRole("alert").count()).toBe(1);
  expect(await money.page.getByRole("heading", { level: 1 }).count()).toBe(1);
  expect([...faults, ...money.faults]).toEqual([]);
});
