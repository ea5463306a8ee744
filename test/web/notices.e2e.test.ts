import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { DESK, openPage, PHONE, type Watched } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

/** For whoever wants to look: the folder that the pages are photographed into. */
const SHOTS = process.env["AMENDS_SHOTS"];

/** Several people and a browser share two cores: a page that is slow is not a page that is wrong. */
const PATIENCE_MS = 60_000;

let web: WebShop;
let desk: Watched;
beforeAll(async () => {
  web = await openWebShop([{ no: "W1" }]);
  desk = await signIn();
});
afterAll(() => web.close());

const shot = async ({ page }: Watched, name: string): Promise<void> => {
  if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: name.startsWith("buyer") });
};
const signIn = async (): Promise<Watched> => {
  const watched = await openPage(web.browser, DESK, web.whole.now());
  const { page } = watched;
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(web.admin.email);
  await page.getByLabel("密码", { exact: true }).fill(web.admin.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByText("从左边选一张售后单").waitFor();
  return watched;
};
const wake = (): void => web.whole.composed.deps.notices.wake();

it("a buyer reads what happened, says how to be told, and rates the case a day later by one tap", async () => {
  const { caseId } = await web.shop.opened("W1", {
    serviceType: "return_refund",
    reason: "30.01",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  });
  const buyer = await openPage(web.browser, PHONE, web.whole.now());
  const { page } = buyer;
  page.setDefaultTimeout(PATIENCE_MS);
  await page.goto(web.buyerLink("u1"));
  await page.getByRole("heading", { name: "我的订单" }).waitFor();
  await eventually("the buyer was told", async () => {
    const { rows } = await web.whole.pool.query("select from notices where case_id = $1", [caseId]);
    return rows.length > 1;
  });
  await page.reload();
  await page.getByRole("link", { name: /^消息（\d+）$/ }).click();
  await page.getByRole("heading", { level: 1, name: "消息" }).waitFor();
  await page.getByText("已收到您的售后申请").waitFor();
  await shot(buyer, "buyer-notices");
  await page.getByRole("button", { name: "全部已读" }).click();
  await page.getByRole("link", { name: "消息", exact: true }).waitFor();

  await page.getByRole("link", { name: "消息设置" }).click();
  await page.getByLabel("短信").uncheck();
  await page.getByLabel("从").fill("21:30");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("status").getByText("已保存").waitFor();
  await shot(buyer, "buyer-notice-settings");
  const { rows } = await web.whole.pool.query("select channels, quiet_from from notice_settings");
  expect(rows).toEqual([{ channels: ["email", "wechat"], quiet_from: 21 * 60 + 30 }]);

  await web.shop.command(caseId, "hand-over", { carrier: "SF", trackingNo: "SFW1" });
  const inspect = { lines: [{ lineNo: 1, grade: "a", good: 1 }] };
  await web.shop.command(caseId, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  await web.shop.command(caseId, "inspect", inspect);
  // The host's own system did it all; that a person had a hand in it is what makes the buyer be asked.
  await eventually("the case is over", async () => (await web.shop.caseRow(caseId)).phase === "resolved");
  await web.whole.pool.query(
    `insert into surveys (shard, case_id, operation_id, customer_id, status, due_at, remind_after_seconds, expire_after_seconds, low_score, channels)
     select shard, case_id, operation_id, customer_id, 'planned', $2, 172800, 604800, 2, '{}' from cases where case_id = $1`,
    [caseId, web.whole.now()],
  );
  wake();
  await eventually("the buyer is asked", async () => {
    const asked = await web.whole.pool.query("select from surveys where case_id = $1 and status = 'asked'", [caseId]);
    return asked.rows.length === 1;
  });
  await page.goto(`${web.whole.base}/cases/${caseId}`);
  await page.getByRole("group", { name: "售后服务怎么样？" }).getByRole("button", { name: "1 很差" }).click();
  await page.getByRole("link", { name: /^您的评价：很差/ }).click();
  await page
    .getByRole("status")
    .getByText(/专人给您回电/)
    .waitFor();
  await page.getByRole("button", { name: "太慢" }).click();
  await page.getByRole("button", { name: "太慢", pressed: true }).waitFor();
  await shot(buyer, "buyer-survey");
  expect(buyer.faults).toEqual([]);

  await eventually("somebody is to call", async () => {
    const steps = await web.whole.pool.query("select from steps where case_id = $1 and key = 'recovery' and status = 'active'", [caseId]);
    return steps.rows.length === 1;
  });
  await desk.page.goto(`${web.whole.base}/console/cases/${caseId}`);
  const survey = desk.page.getByRole("region", { name: "回访" });
  await survey.getByText("1 / 5").waitFor();
  await desk.page.getByRole("link", { name: /^消息/ }).click();
  await desk.page.getByText("买家评价很低，请回访").waitFor();
  await shot(desk, "console-notices");
  await desk.page.getByRole("link", { name: "团队" }).click();
  await desk.page
    .getByRole("region", { name: /^满意度/ })
    .getByText("100.0%")
    .waitFor();
  await shot(desk, "console-team");
  expect(desk.faults).toEqual([]);
});

it("an administrator registers a webhook, keeps its secret, tests it and sees why a delivery failed", async () => {
  const { page } = desk;
  await page.getByRole("link", { name: "回调" }).click();
  await page.getByText("还没有回调地址").waitFor();
  await page.getByLabel("地址").fill("http://127.0.0.1:1/hook");
  await page.getByRole("button", { name: "登记地址" }).click();
  await page.getByRole("alert").getByText("webhook_url_not_https").waitFor();
  await page.getByLabel("地址").fill("https://hooks.example.com/amends");
  await page.getByRole("button", { name: "登记地址" }).click();
  await page.getByText(/^whsec_/).waitFor();
  await page.getByRole("button", { name: "已保存" }).click();
  await page.getByRole("button", { name: "暂停" }).click();
  await page.getByText("已暂停").waitFor();
  await page.getByRole("button", { name: "投递记录" }).click();
  await page.getByText("没有这样的投递").waitFor();
  await shot(desk, "console-webhooks");
  expect(desk.faults).toEqual([]);
});
