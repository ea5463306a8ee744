import { join } from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage, PHONE, type Watched } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

/** For whoever wants to look: the folder that the pages are photographed into. */
const SHOTS = process.env["AMENDS_SHOTS"];

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "T1" }]);
});
afterAll(() => web.close());

const shot = async ({ page }: Watched, name: string, of?: Locator): Promise<void> => {
  if (SHOTS === undefined) return;
  const asItWas = page.viewportSize() ?? DESK;
  for (const size of [asItWas, PHONE]) {
    await page.setViewportSize(size);
    await of?.scrollIntoViewIfNeeded();
    await page.screenshot({ path: join(SHOTS, `${name}-${size.width}.png`), fullPage: true });
  }
  await page.setViewportSize(asItWas);
};
/** As a field for date and time takes it, in the shop's zone. */
const typed = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);

it("an announced rest makes a buyer's time longer and says so, and the desk sees what each promise took", async () => {
  const filing = { serviceType: "return_refund", reason: "30.01", lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }] };
  const { caseId } = await web.shop.opened("T1", filing);
  const desk = await openPage(web.browser, DESK, web.whole.now());
  const { page } = desk;
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(web.admin.email);
  await page.getByLabel("密码", { exact: true }).fill(web.admin.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("link", { name: "时间", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "工作时间与顺延" }).waitFor();
  await page.getByText("还没有公告").waitFor();

  await page.getByLabel("公告（中文）").fill("春节快递停运，寄回时限顺延");
  await page.getByLabel("公告（英文）").fill("Couriers rest: more time to send back");
  await page.getByLabel("省份").click();
  await page.getByLabel("省份").fill("浙江");
  await page.getByLabel("省份").press("Enter");
  await page.getByLabel("从", { exact: true }).fill(typed(web.whole.now() + 86_400_000));
  await page.getByLabel("到", { exact: true }).fill(typed(web.whole.now() + 4 * 86_400_000));
  await page.getByRole("button", { name: "公告顺延" }).click();
  await shot(desk, "console-announced");
  await page.getByText("浙江 · 买家寄回").waitFor();
  await expect
    .poll(async () => (await web.shop.host("GET", `/v1/cases/${caseId}`)).body["extensions"], { timeout: 20_000 })
    .toHaveLength(1);

  await page.getByLabel("周六").fill("09:00-12:00, 11:00-13:00");
  await page.getByText("同一天的两段时间重叠了").waitFor();
  expect(await page.getByRole("button", { name: "保存工作时间" }).isDisabled()).toBe(true);
  await page.getByLabel("周六").fill("");
  // Ten minutes are left of that Friday, and the weekend does not count.
  await page.getByLabel("提交于").fill("2026-11-20T17:50");
  await page.getByText("应在 2026年11月23日 12:50 前完成").waitFor();
  await page.getByRole("button", { name: "保存工作时间" }).click();
  await page.getByText("已保存，新的计时立即按它计算").waitFor();
  await shot(desk, "console-times");

  await page.getByLabel("谁的时间").click();
  await page.getByTitle("仓库").click();
  await page.getByText("还没有登记，全天候计时；保存后生效。").waitFor();
  await page.getByLabel("周六").fill("09:00-12:00");
  await page.getByRole("button", { name: "保存工作时间" }).click();
  await page.getByText("已保存，新的计时立即按它计算").waitFor();
  const written = (await web.shop.host("GET", "/v1/work-calendars")).body["items"];
  expect(written).toMatchObject([{ partner: null }, { partner: "warehouse", weekly: { 6: [{ fromSecond: 32_400, toSecond: 43_200 }] } }]);
  await shot(desk, "console-times-warehouse", page.getByLabel("谁的时间"));

  await page.goto(`${web.whole.base}/console/cases/${caseId}`);
  const clocks = page.getByRole("region", { name: "承诺与用时" });
  await clocks.getByText("请在 7 天内寄出").or(clocks.getByText("无人答复时的时限")).first().waitFor();
  await shot(desk, "console-case-clocks", clocks);

  const buyer = await openPage(web.browser, PHONE, web.whole.now());
  await buyer.page.goto(web.buyerLink("u1"));
  await buyer.page.getByRole("heading", { name: "我的订单" }).waitFor();
  await buyer.page.goto(`${web.whole.base}/cases/${caseId}`);
  await buyer.page.getByText("春节快递停运，寄回时限顺延").waitFor();
  await shot(buyer, "buyer-extension");

  await page.goto(`${web.whole.base}/console/times`);
  await page.getByRole("button", { name: "撤回" }).click();
  await page.getByRole("tooltip").getByRole("button", { name: "撤回" }).click();
  await page.getByText("已撤回").waitFor();
  expect([...desk.faults, ...buyer.faults]).toEqual([]);
});
