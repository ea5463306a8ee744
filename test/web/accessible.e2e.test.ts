import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { DESK, openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const HEAVY: readonly string[] = ["serious", "critical"];
const found = z.array(z.object({ id: z.string(), impact: z.string().nullable(), target: z.string() }));

let web: WebShop;
let caseId: string;
beforeAll(async () => {
  web = await openWebShop([{ no: "A1" }, { no: "A2" }]);
  const filed = await web.shop.opened("A1", {
    serviceType: "return_refund",
    reason: "30.01",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  });
  caseId = filed.caseId;
});
afterAll(() => web.close());

/** What a reader without sight, without a mouse or with weak eyes cannot get past on this page. */
const barriers = async (page: Page, path: string): Promise<readonly string[]> => {
  // Not as a script of the page, which its own security policy would rightly refuse.
  await page.evaluate(axe.source);
  const all = found.parse(
    await page.evaluate(
      `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations.flatMap(({ id, impact, nodes }) => nodes.map(({ target }) => ({ id, impact, target: target.join(" ") }))))`,
    ),
  );
  return all.filter(({ impact }) => HEAVY.includes(impact ?? "")).map(({ id, target }) => `${path}: ${id} ${target}`);
};

/** Goes to each page, waits until it has said what it has to say, and asks what stands in the way. */
const walked = async (page: Page, paths: readonly string[]): Promise<readonly string[]> => {
  const all: string[] = [];
  for (const path of paths) {
    await page.goto(web.whole.base + path);
    await page.locator("main h1").waitFor({ state: "attached" });
    await page.locator(".loading").first().waitFor({ state: "detached" });
    all.push(...(await barriers(page, path)));
  }
  return all;
};

it("nothing serious stands in the way of anybody on any page of a buyer", async () => {
  const { page } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByText(/可申请/)
    .first()
    .waitFor();
  const order = `/orders/${await web.shop.orderId("A2")}`;
  expect(
    await walked(page, [
      "/",
      order,
      `${order}/file/1/return_refund`,
      `/cases/${caseId}`,
      `/cases/${caseId}/why`,
      "/notices",
      "/notices/settings",
      "/enter",
      "/no-such-page",
    ]),
  ).toEqual([]);
});

describe("nothing serious stands in the way of anybody", () => {
  let page: Page;
  beforeAll(async () => {
    ({ page } = await openPage(web.browser, DESK, web.whole.now()));
  });

  it("who signs in, and is back on the page they came for", async () => {
    await page.goto(`${web.whole.base}/console/rules`);
    await page.getByLabel("业务线代码").fill(web.shop.code);
    expect(await barriers(page, "/console/sign-in")).toEqual([]);
    await page.getByLabel("邮箱").fill(web.admin.email);
    await page.getByLabel("密码", { exact: true }).fill(web.admin.password);
    await page.getByRole("button", { name: "登录" }).click();
    await page.getByRole("heading", { level: 1, name: "规则" }).waitFor();
  });

  it("on the pages of work", async () => {
    const pages = [
      "work",
      "cases",
      `cases/${caseId}`,
      `decisions/${caseId}`,
      `cases/${caseId}/batch`,
      "batches",
      "team",
      "stuck",
      "notices",
    ];
    expect(await walked(page, pages.map(inConsole))).toEqual([]);
  });

  it("on the pages of rules, books and settings", async () => {
    const pages = [
      "rules?q=密封",
      "shops",
      "times",
      "webhooks",
      "accounts",
      "password",
      "finance",
      "finance/reconciliation",
      "no-such-page",
    ];
    expect(await walked(page, pages.map(inConsole))).toEqual([]);
  });
});

const inConsole = (page: string): string => `/console/${page}`;
