import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "R1" }]);
});
afterAll(() => web.close());

const signIn = async ({ email, password }: { readonly email: string; readonly password: string }) => {
  const opened = await openPage(web.browser, DESK, web.whole.now());
  const { page } = opened;
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(email);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("navigation").getByText("处理售后").waitFor();
  return opened;
};

const goBy = async (page: Page, typed: string): Promise<void> => {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: /去哪里、做什么/ }).fill(typed);
  await page.keyboard.press("Enter");
};

it("the rule that an opened sealed cosmetic cannot go back is found by its words, with its source and what it said before", async () => {
  const { page, faults } = await signIn(web.admin);
  await goBy(page, "gz");
  await page.getByRole("heading", { level: 1, name: "规则" }).waitFor();
  await page.getByRole("searchbox", { name: /搜索规则/ }).fill("密封 化妆品");
  const rule = page.getByRole("listitem").filter({ hasText: "INT-" }).first();
  await rule.getByRole("link").waitFor();
  expect(await rule.getByRole("link").getAttribute("href")).toMatch(/^https:/);
  await rule.getByText("改过什么").click();
  await rule.getByText("从第一版起没有改过").waitFor();
  await goBy(page, "accounts");
  await page.getByRole("heading", { level: 1, name: "账号" }).waitFor();
  await goBy(page, "修改密码");
  await page
    .getByLabel(/新密码/)
    .first()
    .waitFor();
  expect(faults).toEqual([]);
});

it("a shop writes a rule of its own: what is worse is refused while it is written, what is better is tried on an order and bound", async () => {
  const { rows } = await web.whole.pool.query("select seller_id from sellers where external_id = 's1'");
  const account = { role: "seller", sellerId: rows[0].seller_id, name: "王芳", email: "fang@shop.example", password: web.admin.password };
  await web.asAdmin("POST", "/v1/accounts", account);
  const { page, faults } = await signIn(account);
  await page.getByRole("navigation").getByText("店铺规则").click();
  await page.getByText("还没有店铺自己的规则，按平台规则处理。").waitFor();
  await page.getByRole("searchbox", { name: /搜索规则/ }).fill("F-3");
  await page.getByRole("listitem").filter({ hasText: "F-3" }).first().getByRole("button", { name: "改这一行" }).click();
  const row = page.getByRole("region", { name: "运费 F-3" });
  const payer = row.getByRole("combobox", { name: "F-3 寄回运费由谁付", exact: true });
  const choose = async (name: string): Promise<void> => {
    await payer.focus();
    await page.keyboard.press("Enter");
    await payer.fill(name);
    await page.locator(".ant-select-item-option-active", { hasText: name }).waitFor();
    await page.keyboard.press("Enter");
  };
  expect(await row.getByRole("textbox").count()).toBe(0);
  await choose("平台");
  await page.getByRole("alert").getByText("这样改对买家更不利，或不归店铺规定").waitFor();
  expect(await page.getByRole("button", { name: "绑定这些规则" }).isDisabled()).toBe(true);
  await choose("商家");
  await row.locator(".rule-sentence ins").getByText("寄回运费由谁付：商家").waitFor();
  await page.getByText("可以生效：处处不比平台规则差。").waitFor();
  await page.getByRole("combobox", { name: "选一张本店的订单" }).click();
  await page.getByTitle(/R1/).click();
  await page.getByText("本店付寄回运费").first().waitFor();
  await page.getByRole("button", { name: "绑定这些规则" }).click();
  await page.getByText("已绑定。之后付款的订单按新规则。").waitFor();
  await page
    .getByRole("region", { name: "生效中和以前的" })
    .getByText(/第 1 版/)
    .waitFor();
  expect(faults).toEqual([]);
});

it("a time is chosen with its unit; what leaves out what buyers had says from when on it may begin, what goes on from it may begin now", async () => {
  const { page, faults } = await signIn(web.admin);
  const { rows } = await web.whole.pool.query("select seller_id from sellers where external_id = 's1'");
  await page.goto(`${web.whole.base}/console/shops/${rows[0].seller_id}/rules`);
  const giveFourteenDays = async (): Promise<void> => {
    await page.getByRole("searchbox", { name: /搜索规则/ }).fill("PR-10");
    await page.getByRole("listitem").filter({ hasText: "PR-10" }).first().getByRole("button", { name: "改这一行" }).click();
    await page.getByRole("spinbutton", { name: "PR-10 等多久" }).fill("14");
    await page.locator(".rule-sentence ins").getByText("等多久：14 天").waitFor();
  };
  await giveFourteenDays();
  await page
    .getByRole("alert")
    .getByText(/要先公告：最早/)
    .waitFor();
  expect(await page.getByRole("button", { name: "绑定这些规则" }).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "不改了" }).click();
  await page.getByRole("button", { name: "接着第 1 版改" }).click();
  await giveFourteenDays();
  await page.getByText("可以生效：处处不比平台规则差。").waitFor();
  expect(faults).toEqual([]);
});
