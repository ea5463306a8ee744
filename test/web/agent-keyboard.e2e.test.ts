import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const STATEMENT = "拆开就看到一道划痕";
const FLAWED = {
  serviceType: "return_refund",
  reason: "40.01",
  statement: STATEMENT,
  lines: [{ lineNo: 1, quantity: 1, condition: "damaged" }],
};

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "K1" }, { no: "K2" }]);
});
afterAll(() => web?.close());

const LONG = { timeout: 60_000 };
const headOf = (page: Page, shortNo: unknown) => page.getByRole("heading", { level: 1, name: new RegExp(String(shortNo)) });
const hasFocus = (control: Locator): Promise<void> =>
  expect.poll(() => control.evaluate(element => element === document.activeElement), LONG).toBe(true);
const events = (page: Page) => page.getByRole("region", { name: "经过" }).getByRole("list");

it("an agent decides a case from the queue to the refusal of the next without a mouse", async () => {
  const first = await web.shop.opened("K1", FLAWED);
  const agent = await web.newAgent();
  const { page, faults } = await openPage(web.browser, DESK, web.whole.now());
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").focus();
  await page.keyboard.type(web.shop.code);
  await page.keyboard.press("Tab");
  await page.keyboard.type(agent.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(agent.password);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: new RegExp(String(first["shortNo"])) }).waitFor();

  await page.keyboard.press("j");
  await headOf(page, first["shortNo"]).waitFor();
  await events(page).getByText(STATEMENT).waitFor();
  await page.getByRole("button", { name: /^拒绝/ }).waitFor();
  await page.keyboard.press("r");
  await page.getByRole("dialog", { name: "拒绝" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.keyboard.press("a");
  const approval = page.getByRole("dialog", { name: "同意" });
  await hasFocus(approval.getByRole("button", { name: "确认" }));
  await page.keyboard.press("Enter");
  await events(page)
    .getByText(/：同意$/)
    .waitFor();

  const second = await web.shop.opened("K2", FLAWED);
  await page.keyboard.press("Control+k");
  await hasFocus(page.getByRole("dialog", { name: "查找" }).getByRole("combobox"));
  await page.keyboard.type(String(second["shortNo"]));
  await page.keyboard.press("Enter");
  await headOf(page, second["shortNo"]).waitFor();
  await page.getByRole("button", { name: /^拒绝/ }).waitFor();
  await page.keyboard.press("r");
  const refusal = page.getByRole("dialog", { name: "拒绝" });
  await hasFocus(refusal.getByRole("radio", { name: "商品不完好" }));
  await page.keyboard.press("Space");
  await page.keyboard.press("Enter");
  await events(page)
    .getByText(/：拒绝：商品不完好$/)
    .waitFor();
  const { body } = await web.shop.host("GET", `/v1/cases/${second.caseId}`);
  expect(body).toMatchObject({ phase: "rejected" });
  expect(faults).toEqual([]);
});
