import { afterAll, beforeAll, expect, it } from "vitest";
import { quiet, signedIn } from "../harness/running-shop.ts";
import type { Caller } from "../harness/whole-server.ts";
import { DESK, openPage, PHONE, type Watched } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const PRE_SHIP = { serviceType: "refund_only", refundOnlyKind: "pre_ship", reason: "10.01", lines: [{ lineNo: 1, quantity: 2 }] };
const SHOTS = process.env["AMENDS_SHOTS"];
const DAY_MS = 86_400_000;

let web: WebShop;
let admin: Caller;
let statement: string;
beforeAll(async () => {
  web = await openWebShop(
    ["C1", "C2"].map(no => ({ no, shipped: false })),
    "marketplace",
  );
  for (const no of ["C1", "C2"]) await web.shop.opened(no, PRE_SHIP);
  await quiet(web.whole, web.whole.pool);
  const day = new Date(web.whole.now() + 480 * 60_000).toISOString().slice(0, 10);
  web.whole.pass(DAY_MS);
  await quiet(web.whole, web.whole.pool);
  admin = await signedIn(web.whole, web.shop, web.admin.email);
  statement = (await admin("GET", `/v1/sandbox/bank-statement?day=${day}`)).text;
});
afterAll(() => web.close());

const opened = async (viewport: typeof DESK | typeof PHONE): Promise<Watched> => {
  const watched = await openPage(web.browser, viewport, web.whole.now());
  const { page } = watched;
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(web.admin.email);
  await page.getByLabel("密码", { exact: true }).fill(web.admin.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("navigation", { name: "工作" }).waitFor();
  await page.goto(`${web.whole.base}/console/finance`);
  await page.getByRole("link", { name: "对账与日结" }).click();
  await page.getByRole("heading", { name: "对账与日结" }).waitFor();
  return watched;
};
const file = (text: string) => ({ name: "bill.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
/** One refund the bank never made, by its own totals. */
const short = (text: string): string => {
  const [head = "", first = ""] = text.split("\r\n");
  return [head, first, "total_lines,total_amount", `1,${first.split(",")[4]}`, ""].join("\r\n");
};

it("finance imports a statement, explains what is missing, imports the true one, and signs the day", async () => {
  const { page, faults } = await opened(DESK);
  const sent = async (text: string): Promise<void> => {
    await page.getByLabel("账单文件").setInputFiles(file(text));
    await page.getByRole("button", { name: "导入账单" }).click();
  };
  await sent(short(statement).replace(",done", ",donne"));
  await page.getByText("账单有错误，没有导入任何一笔").waitFor();
  await sent(short(statement));
  const items = page.getByRole("region", { name: "未对上的款项" });
  await items.getByText("渠道缺少").waitFor();
  await items.getByText("山间器物").waitFor();
  await page.getByRole("button", { name: /^签名关账/ }).click();
  await page.getByText("close_items_open").waitFor();
  await items.getByLabel("说明").fill("银行次日补账单");
  await items.getByRole("button", { name: "认领并说明" }).click();
  await items.getByText("银行次日补账单").waitFor();
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/reconciliation-1280.png`, fullPage: true });
  const phone = await opened(PHONE);
  await phone.page.getByText("渠道缺少").first().waitFor();
  if (SHOTS !== undefined) await phone.page.screenshot({ path: `${SHOTS}/reconciliation-375.png`, fullPage: true });
  expect(await phone.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")).toBe(true);
  await sent(statement);
  await page.getByText("没有待处理的差异").waitFor();
  await page.getByRole("button", { name: /^签名关账/ }).click();
  await page.getByText(/已关账$/).waitFor();
  await page.getByRole("button", { name: "核验" }).click();
  await page.getByText("核验通过").waitFor();
  expect([...faults, ...phone.faults].filter(fault => !fault.includes("409"))).toEqual([]);
});
