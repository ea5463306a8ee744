import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DESK, openPage, PHONE } from "./browser.ts";
import { obstacles } from "./reach.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const FINGER_PX = 44;
/** WCAG 2.2 §2.5.8: for a mouse. */
const POINTER_PX = 24;

let web: WebShop;
let caseId: string;
beforeAll(async () => {
  web = await openWebShop([{ no: "C1" }, { no: "C2" }]);
  const filed = await web.shop.opened("C1", {
    serviceType: "return_refund",
    reason: "30.01",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  });
  caseId = filed.caseId;
});
afterAll(() => web.close());

describe("on a phone", () => {
  it("every page of a buyer can be read and hit", async () => {
    const { page } = await openPage(web.browser, PHONE, web.whole.now());
    await page.goto(web.buyerLink("u1"));
    await page
      .getByText(/可申请/)
      .first()
      .waitFor();
    expect(await obstacles(page, FINGER_PX)).toEqual([]);
    const orderId = await web.shop.orderId("C2");
    for (const [path, sign] of [
      [`/orders/${orderId}`, /退货退款/],
      [`/orders/${orderId}/file/1/return_refund`, /提交申请/],
      [`/orders/${orderId}/file/1/exchange`, /补 ¥20/],
      [`/orders/${orderId}/file/1/refund_only.agreed`, /谈好的金额/],
      [`/cases/${caseId}`, /填写寄回单号/],
      [`/cases/${caseId}/why`, /谁可以改判/],
      ["/enter", /请从商城/],
    ] as const) {
      await page.goto(web.whole.base + path);
      await page.getByText(sign).first().waitFor();
      expect(await obstacles(page, FINGER_PX), path).toEqual([]);
    }
  });
});

describe("at a desk", () => {
  it("every page of an agent can be read and hit", async () => {
    const agent = await web.newAgent();
    const { page } = await openPage(web.browser, DESK, web.whole.now());
    await page.goto(`${web.whole.base}/console/sign-in`);
    await page.getByLabel("业务线代码").fill(web.shop.code);
    expect(await obstacles(page, POINTER_PX)).toEqual([]);
    await page.getByLabel("邮箱").fill(agent.email);
    await page.getByLabel("密码", { exact: true }).fill(agent.password);
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByRole("list").getByText("马克杯").waitFor();
    expect(await obstacles(page, POINTER_PX)).toEqual([]);
    await page.keyboard.press("j");
    await page.getByRole("region", { name: "决定与依据" }).waitFor();
    expect(await obstacles(page, POINTER_PX)).toEqual([]);
    await page.getByRole("link", { name: "查看完整决定" }).click();
    await page.getByText(/^重放一致/).waitFor();
    expect(await obstacles(page, POINTER_PX)).toEqual([]);
  });
});
