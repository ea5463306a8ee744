import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "B1" }]);
});
afterAll(() => web.close());

it("an agent finds a case by the number read out, reads why, and approves", async () => {
  const filed = await web.shop.opened("B1", {
    serviceType: "return_refund",
    reason: "40.01",
    lines: [{ lineNo: 1, quantity: 1, condition: "damaged" }],
  });
  const shortNo = String(filed["shortNo"]);
  expect(filed["phase"]).not.toBe("resolved");
  const agent = await web.newAgent();
  const { page, faults } = await openPage(web.browser, DESK, web.whole.now());

  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(agent.email);
  await page.getByLabel("密码", { exact: true }).fill(agent.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByText("从左边选一张售后单").waitFor();

  await page.keyboard.press("Control+k");
  await page.getByLabel("售后单号、订单号、运单号或手机号").fill(shortNo);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: new RegExp(shortNo) }).waitFor();

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
