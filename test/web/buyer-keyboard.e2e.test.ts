import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const MUG = { sku: "mug-white", quantity: 1, priceMinor: 5900 };

let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "K1" }, { no: "K2", customer: "u2", lines: Array.from({ length: 20 }, () => MUG) }]);
});
afterAll(() => web.close());

/** More than any page of a buyer has: whoever tabs further goes in a circle. */
const TABS_MAX = 80;

/** What the focus is on, and whether the middle of it can be seen. */
const focused = (page: Page): Promise<{ readonly name: string; readonly isSeen: boolean }> =>
  page.evaluate(() => {
    const on = document.activeElement;
    if (on === null) return { name: "", isSeen: false };
    const label = on instanceof HTMLInputElement || on instanceof HTMLTextAreaElement ? (on.labels?.[0]?.textContent ?? "") : "";
    const { left, top, width, height } = on.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const isSeen = there !== null && (on.contains(there) || there.contains(on) || there.closest("label") === on.closest("label"));
    return { name: `${on.getAttribute("aria-label") ?? ""} ${label} ${on.textContent ?? ""}`.trim(), isSeen };
  });

/** Goes on with the tabulator until the focus is on what is looked for; everything passed on the way is in sight. */
const tabTo = async (page: Page, name: RegExp): Promise<void> => {
  const passed: string[] = [];
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    await page.keyboard.press("Tab");
    const on = await focused(page);
    passed.push(on.name);
    expect(on, passed.join(" → ")).toMatchObject({ isSeen: true });
    if (name.test(on.name)) return;
  }
  throw new Error(`${name} is not reached by keys: ${passed.join(" → ")}`);
};

it("a buyer without a mouse files a return from the list of orders to the receipt, and names the parcel", async () => {
  const { page, faults } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 K1" })
    .getByText(/可申请/)
    .waitFor();
  await tabTo(page, /马克杯.*可申请/s);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /^退货退款/ }).waitFor();
  expect(await page.title()).toBe("需要怎么处理？ · 售后");
  await tabTo(page, /^退货退款/);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "提交申请 · 退 ¥118.00" }).waitFor();
  await tabTo(page, /用您自己的话说说/);
  await page.keyboard.type("颜色不喜欢");
  await tabTo(page, /未拆封/);
  await page.keyboard.press("ArrowDown");
  expect(await page.getByRole("radio", { name: "已拆，商品完好" }).isChecked()).toBe(true);
  await tabTo(page, /^提交申请/);
  await page.keyboard.press("Enter");

  await page.getByText("已收到您的申请").waitFor();
  expect(await page.title()).toBe("退货退款 · 售后");
  await page.getByRole("button", { name: "填写寄回单号" }).waitFor();
  await tabTo(page, /^填写寄回单号/);
  await page.keyboard.press("Enter");
  await page.getByLabel("快递单号").waitFor();
  await page.keyboard.type("sf 1234");
  await page.keyboard.press("Enter");
  await page.getByText(/请对照小票再看一遍/).waitFor();
  await page.keyboard.type("567890123");
  await page.keyboard.press("Enter");
  await page.getByText("SF1234567890123").waitFor();
  expect(faults).toEqual([]);
});

it("an order of twenty lines is a page that can be read: each line opens when it is asked about", async () => {
  const { page, faults } = await openPage(web.browser, DESK, web.whole.now());
  await page.goto(web.buyerLink("u2"));
  const card = page.getByRole("article", { name: "订单号 K2" });
  await card.getByText("还有 17 种商品").waitFor();
  await card.getByRole("link", { name: /马克杯/ }).click();
  const lines = page.locator("details.line");
  await lines.first().waitFor();
  expect(await lines.count()).toBe(20);
  expect(await page.getByRole("link", { name: /退货退款/ }).count()).toBe(0);
  await lines.nth(19).locator("summary").first().click();
  await lines
    .nth(19)
    .getByRole("link", { name: /退货退款/ })
    .click();
  await page.getByRole("button", { name: "提交申请 · 退 ¥59.00" }).click();
  await page.getByText("已收到您的申请").waitFor();
  expect(faults).toEqual([]);
});
