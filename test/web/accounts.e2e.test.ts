import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage, type Watched } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const NEW = { name: "阿勒泰·努尔兰别克·叶尔肯巴依", email: "nurlan@shop.example", password: "four plain words walk" };
const SECOND = "other plain words run";

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "C1" }]);
});
afterAll(() => web.close());

const opened = async (path: string): Promise<Watched> => {
  const watched = await openPage(web.browser, DESK, web.whole.now());
  await watched.page.goto(`${web.whole.base}/console${path}`);
  return watched;
};

const signIn = async (page: Page, email: string, password: string): Promise<void> => {
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(email);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
};

it("an administrator adds a colleague, gives a one-time link for the password, changes the role, and disables the account", async () => {
  const { page, faults } = await opened("/");
  await signIn(page, web.admin.email, web.admin.password);
  await page.getByRole("link", { name: "账号" }).click();
  const own = page.getByRole("row").filter({ hasText: "（你自己）" });
  await own.waitFor();
  expect(await own.getByRole("button", { name: "停用" }).count()).toBe(0);

  await page.getByRole("button", { name: "添加账号" }).click();
  await page.getByLabel("姓名").fill(NEW.name);
  await page.getByRole("dialog").getByLabel("邮箱").fill(NEW.email);
  await page.getByLabel("初始密码").fill("short");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByText("weak_password").waitFor();
  await page.getByLabel("初始密码").fill(NEW.password);
  await page.getByRole("button", { name: "保存" }).click();
  const row = page.getByRole("row").filter({ hasText: NEW.email });
  await row.getByText("客服").waitFor();

  await row.getByRole("button", { name: "重设密码" }).click();
  await page
    .getByRole("button", { name: "确 定" })
    .or(page.getByRole("button", { name: "确定" }))
    .click();
  const link = String(await page.getByRole("dialog").locator("code").textContent());
  expect(link).toContain(`${web.whole.base}/console/reset#`);

  const theirs = await opened(new URL(link).pathname.replace("/console", "") + new URL(link).hash);
  await theirs.page.getByLabel("新密码", { exact: true }).fill(SECOND);
  await theirs.page.getByLabel("再输入一次新密码").fill("something else");
  await theirs.page.getByRole("button", { name: "设置" }).click();
  await theirs.page.getByText("两次输入的不一样").waitFor();
  await theirs.page.getByLabel("再输入一次新密码").fill(SECOND);
  await theirs.page.getByRole("button", { name: "设置" }).click();
  await theirs.page.getByText("新密码已生效，请登录。").waitFor();
  await theirs.page.getByRole("link", { name: "去登录" }).click();
  await signIn(theirs.page, NEW.email, SECOND);
  await theirs.page.getByText("从左边选一张售后单").waitFor();
  expect(await theirs.page.getByRole("link", { name: "账号" }).count()).toBe(0);

  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await row.getByRole("button", { name: "停用" }).click();
  await page
    .getByRole("button", { name: "确 定" })
    .or(page.getByRole("button", { name: "确定" }))
    .click();
  await row.getByText("已停用").waitFor();
  await theirs.page.reload();
  await theirs.page.getByRole("button", { name: "登录" }).waitFor();
  await row.getByRole("button", { name: "恢复" }).click();
  await row.getByText("可登录").waitFor();
  expect(faults).toEqual([]);
});

it("whoever is signed in changes their own password by proving the old one, and signs in again", async () => {
  const agent = await web.newAgent();
  const { page } = await opened("/");
  await signIn(page, agent.email, agent.password);
  await page.getByRole("button", { name: "客服" }).click();
  await page.getByText("修改密码").click();
  await page.getByLabel("现在的密码").fill("not the password");
  await page.getByLabel("新密码", { exact: true }).fill(SECOND);
  await page.getByLabel("再输入一次新密码").fill(SECOND);
  await page.getByRole("button", { name: "修改", exact: true }).click();
  await page.getByText("wrong_current_password").waitFor();
  await page.getByLabel("现在的密码").fill(agent.password);
  await page.getByRole("button", { name: "修改", exact: true }).click();
  await page.getByLabel("业务线代码").waitFor();
  await signIn(page, agent.email, SECOND);
  await page.getByText("从左边选一张售后单").waitFor();
});

it("a reset link that lost its end says so and asks for nothing", async () => {
  const { page } = await opened("/reset");
  await page.getByRole("alert").getByText("链接不完整").waitFor();
  expect(await page.getByRole("textbox").count()).toBe(0);
});
