import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { eventually } from "../harness/eventually.ts";
import { signedIn } from "../harness/running-shop.ts";
import type { Caller } from "../harness/whole-server.ts";
import { DESK, openPage, PHONE, type Watched } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const LONG_NAME = "欧阳司徒上官诸葛慕容令狐夏侯皇甫尉迟公孙";

let web: WebShop;
let boss: Caller;
let caseId: string;
let owner: { readonly email: string; readonly password: string };

beforeAll(async () => {
  web = await openWebShop([{ no: "D1" }, { no: "D2" }]);
  boss = await signedIn(web.whole, web.shop, web.admin.email);
  owner = await person("owner@shop.example", LONG_NAME);
  const complaint = {
    serviceType: "complaint",
    reason: "80.05",
    statement: "客服没有回复我",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  };
  ({ caseId } = await web.shop.opened("D1", complaint));
  await eventually("the complaint waits", async () => waiting().then(count => count === 1));
});
afterAll(() => web?.close());

const waiting = async (): Promise<number> => ((await boss("GET", "/v1/work")).body["items"] as unknown as readonly unknown[]).length;

const person = async (email: string, name: string) => {
  const account = { email, password: web.admin.password };
  const made = await boss("POST", "/v1/accounts", { role: "complaint_owner", name, ...account });
  expect(made.status, made.text).toBe(201);
  return account;
};

const signIn = async (
  viewport: typeof DESK | typeof PHONE,
  who: { readonly email: string; readonly password: string },
): Promise<Watched> => {
  const watched = await openPage(web.browser, viewport, web.whole.now());
  const { page } = watched;
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(who.email);
  await page.getByLabel("密码", { exact: true }).fill(who.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("link", { name: "我的队列" }).waitFor();
  return watched;
};

/** Left where one wants to look, and nowhere else. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env["AMENDS_PICTURES"];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
};

it("an agent goes on duty, and one key brings the next item and opens its case", async () => {
  const { page, faults } = await signIn(DESK, owner);
  await page.getByRole("link", { name: "我的队列" }).click();
  await page.getByRole("heading", { level: 1, name: "我的队列" }).waitFor();
  await page.getByText("这个视图里没有工作").waitFor();
  await picture(page, "desk-1280-empty");
  await page.keyboard.press("n");
  await page.getByRole("alert").getByText("not_an_agent").waitFor();
  await page.getByRole("button", { name: "上线", exact: true }).click();
  await page.getByText("在线 0/5").waitFor();
  await page.getByRole("link", { name: /^3 级/ }).click();
  await page.getByRole("listitem").getByText("投诉").first().waitFor();
  await picture(page, "desk-1280-waiting");
  await page.keyboard.press("n");
  await page.waitForURL(`**/console/cases/${caseId}`);
  await page.goto(`${web.whole.base}/console/work`);
  await page.getByText("在线 2/5").waitFor();
  await page.getByTitle(LONG_NAME).waitFor();
  await picture(page, "desk-1280-mine-long-name");
  await page.keyboard.press("x");
  await page.getByText("已选 1 项").waitFor();
  await page.getByRole("button", { name: "放回" }).click();
  await page.getByText("owner_kept").waitFor();
  expect(faults).toEqual([]);
});

it("a supervisor hands it over with a note; the buyer reads the new person's name and the time on a phone", async () => {
  const next = await person("next@shop.example", "李想");
  const li = await signedIn(web.whole, web.shop, next.email);
  await li("PUT", "/v1/work/duty", { isOnDuty: true });
  const { page, faults } = await signIn(DESK, web.admin);
  await page.goto(`${web.whole.base}/console/work?view=open`);
  await page.getByRole("checkbox", { name: /^选中 投诉/ }).check();
  await page.getByRole("button", { name: "转交" }).click();
  await page.getByLabel("转给").fill("李想");
  await page.getByTitle("李想 0/5").waitFor();
  await page.keyboard.press("Enter");
  await page.getByLabel(/^交接备注/).fill("先打电话");
  await picture(page, "desk-1280-hand-over");
  await page.getByRole("button", { name: "确认转交" }).click();
  await page.getByText("1 项已办").waitFor();
  await page.getByTitle("李想", { exact: true }).waitFor();
  expect(faults).toEqual([]);

  const buyer = await openPage(web.browser, PHONE, web.whole.now());
  await buyer.page.goto(web.buyerLink("u1"));
  await buyer.page.goto(`${web.whole.base}/cases/${caseId}`);
  await buyer.page.getByText(/^李想 正在为您处理，最晚 .* 前答复$/).waitFor();
  expect(await buyer.page.getByText("先打电话").count()).toBe(0);
  await picture(buyer.page, "buyer-375-handler");
  expect(buyer.faults).toEqual([]);
});

it("the team's page shows who is there and what is about to break, and takes what hinders people", async () => {
  const { page, faults } = await signIn(DESK, web.admin);
  await page.getByRole("link", { name: "团队" }).click();
  await page.getByRole("cell", { name: LONG_NAME, exact: true }).waitFor();
  await page.getByLabel("写下来，复盘时会看。请不要写买家的个人信息。").fill("查物流要开三个页面");
  await page.getByRole("button", { name: "提交" }).click();
  await page.getByRole("region", { name: "待复盘" }).getByText("查物流要开三个页面").waitFor();
  await picture(page, "team-1280");
  await page.getByLabel("答复", { exact: true }).fill("下周合并成一页");
  await page.getByRole("button", { name: "记录答复" }).click();
  await page.getByText("没有待复盘的问题").waitFor();
  expect(faults).toEqual([]);
});

it("both pages hold on a narrow screen: nothing is cut off sideways", async () => {
  const { page, faults } = await signIn(PHONE, web.admin);
  for (const [path, name] of [
    ["work?view=open", "desk-375"],
    ["team", "team-375"],
  ] as const) {
    await page.goto(`${web.whole.base}/console/${path}`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await picture(page, name);
  }
  expect(faults).toEqual([]);
});
