import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

/** For whoever wants to look: the folder that the pages are photographed into. */
const SHOTS = process.env["AMENDS_SHOTS"];
const RETURN = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "P1" }, { no: "P2" }]);
});
afterAll(() => web.close());

it("a warehouse records what it cannot place, finds the case of one by its number, and says what became of the rest", async () => {
  const account = { email: "warehouse@shop.example", password: web.admin.password };
  await web.asAdmin("POST", "/v1/accounts", { role: "warehouse", name: "老仓", ...account });
  const known = await web.shop.opened("P1", RETURN);
  await web.shop.command(known.caseId, "hand-over", { carrier: "SF", trackingNo: "SFKNOWN" });
  const wanted = await web.shop.opened("P2", RETURN);
  const { shortNo } = (await web.shop.host("GET", `/v1/cases/${wanted.caseId}`)).body;

  const { page, faults } = await openPage(web.browser, DESK, web.whole.now());
  const shot = async (name: string): Promise<void> => {
    if (SHOTS !== undefined) await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  };
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(account.email);
  await page.getByLabel("密码", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByText("从左边选一张售后单").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").getByRole("combobox").fill("stray");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "无主包裹" }).waitFor();
  await page.getByText("没有待处理的无主包裹").waitFor();
  await shot("stray-empty");

  const record = async (trackingNo: string): Promise<void> => {
    await page.getByLabel("快递公司").fill("顺丰速运");
    await page.getByLabel("快递单号").fill(trackingNo);
    await page.keyboard.press("Enter");
  };
  const row = (trackingNo: string) => page.getByRole("row").filter({ hasText: trackingNo });
  await record("SFKNOWN");
  await page.getByRole("alert").getByText("parcel_has_case").waitFor();
  await shot("stray-known");
  await page.getByRole("button", { name: "登记为里面多出或迟到的商品" }).click();
  await row("SFKNOWN").getByText("多出或迟到的商品，随售后单到").waitFor();
  await record("SFLOST");
  await row("SFLOST").getByText("等人认领").waitFor();
  await shot("stray-list");

  await row("SFLOST").getByRole("button", { name: "认领" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("searchbox", { name: "售后单号、订单号、运单号或手机号" }).fill(String(shortNo));
  await page.keyboard.press("Enter");
  const hit = dialog.getByRole("button", { name: new RegExp(`^认领 → 售后单 ${shortNo}`) });
  await hit.waitFor();
  await shot("stray-match");
  await hit.click();
  await row("SFLOST").waitFor({ state: "detached" });
  await row("SFKNOWN").getByRole("button", { name: "寄回寄件人" }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "寄回寄件人" }).click();
  await page.getByText("没有待处理的无主包裹").waitFor();

  await page.getByText("已处理", { exact: true }).click();
  await row("SFLOST").getByText("已认领到售后单").waitFor();
  await row("SFKNOWN").getByText("已寄回寄件人").waitFor();
  await shot("stray-settled");
  const { body } = await web.shop.host("GET", `/v1/cases/${wanted.caseId}`);
  expect(body).toMatchObject({ promise: { stepType: "receive" }, returnParcel: { trackingNo: "SFLOST" } });
  await page.setViewportSize(PHONE);
  await shot("stray-phone");
  await row("SFLOST").getByRole("link", { name: "打开售后单" }).click();
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(page.url()).toContain(wanted.caseId);
  expect(faults).toEqual([]);
});
