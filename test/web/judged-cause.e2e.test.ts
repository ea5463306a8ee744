import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DESK, openPage } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const SHOTS = process.env["AMENDS_SHOTS"];
let web: WebShop;
beforeAll(async () => {
  web = await openWebShop([{ no: "J1" }]);
});
afterAll(() => web.close());

const choose = async (page: Page, label: string, words: RegExp): Promise<void> => {
  await page.getByRole("combobox", { name: label }).click();
  await page.locator(".ant-select-item-option", { hasText: words }).first().click();
};

it("an agent names the cause where the decision is read, and sees beforehand who answers for it", async () => {
  const { caseId } = await web.shop.opened("J1", {
    ...{ serviceType: "return_refund", reason: "40.01", lines: [{ lineNo: 1, quantity: 1, condition: "used" }] },
    evidence: [{ kind: "photo" }],
  });
  const { page, faults } = await openPage(web.browser, DESK, web.whole.now());
  const person = await web.newAgent();
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(person.email);
  await page.getByLabel("密码", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByText("从左边选一张售后单").waitFor();
  await page.goto(`${web.whole.base}/console/cases/${caseId}`);

  const decision = page.getByRole("region", { name: "决定与依据" });
  await decision.getByRole("button", { name: "认定根因" }).click();
  const form = page.getByRole("dialog");
  await choose(page, "根因", /^L-24/);
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/judge-cause-chosen.png` });
  await form.getByText(/对外责任：.*；最终承担：买家 100%；寄回运费：买家/).waitFor();
  await form.getByText("这个根因要有凭证或质检记录。").waitFor();
  expect(await form.getByRole("button", { name: "确认" }).isDisabled()).toBe(true);
  await form.getByLabel("第 1 份凭证，照片").check();
  await form.getByLabel("理由").fill("杯底有明火灼烧的痕迹");
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/judge-cause-form.png` });
  await form.getByRole("button", { name: "确认" }).click();

  await decision.getByText("使用不当、磨损、进水或自行改装，由您承担").first().waitFor();
  await page.getByText("杯底有明火灼烧的痕迹").first().waitFor();
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/judged-cause.png`, fullPage: true });
  expect((await web.shop.host("GET", `/v1/cases/${caseId}`)).body).toMatchObject({ rootCause: "L-24", freight: { return: "buyer" } });

  await decision.getByRole("button", { name: "重新认定" }).click();
  await page.getByRole("combobox", { name: "根因" }).fill("双方都有过错");
  await page.locator(".ant-select-item-option", { hasText: "双方都有过错" }).click();
  await form.getByLabel("商家的份额（%）").fill("80");
  await form.getByText("最终承担：商家 80% · 买家 20%").waitFor();
  await form.getByLabel("第 1 份凭证，照片").check();
  await form.getByLabel("理由").fill("包装单薄，又用明火加热");
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/judge-cause-shared.png` });
  await form.getByRole("button", { name: "确认" }).click();
  await form.waitFor({ state: "hidden" });
  expect((await web.shop.host("GET", `/v1/cases/${caseId}`)).body).toMatchObject({
    rootCause: "L-44",
    liability: {
      inward: [
        { party: "seller", shareBasisPoints: 8000 },
        { party: "buyer", shareBasisPoints: 2000 },
      ],
    },
  });
  expect(faults).toEqual([]);
});
