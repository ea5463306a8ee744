import { afterAll, beforeAll, expect, it } from "vitest";
import { paper, picture } from "../evidence/pictures.ts";
import { quiet } from "../harness/running-shop.ts";
import { DESK, openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const FRUIT = { lines: [{ sku: "mug-white", quantity: 1, priceMinor: 3600, category: "fresh.fruit.cherry" }] };
const HOURS_MS = 3_600_000;

let web: WebShop;
let agent: Awaited<ReturnType<WebShop["newAgent"]>>;
beforeAll(async () => {
  web = await openWebShop([
    { no: "F1", ...FRUIT },
    { no: "F2", ...FRUIT },
    { no: "F4" },
    { no: "F5", ...FRUIT },
    { no: "F3", ...FRUIT, promises: [{ kind: "bad_item", by: "seller" }] },
  ]);
  agent = await web.newAgent();
});
afterAll(() => web.close());

const shot = (name: "fruit.jpg" | "close.jpg" | "box.jpg") => ({ name, mimeType: "image/jpeg", buffer: picture(name) });

it("a buyer shows rotten fruit with the phone, the rules decide by the clock, and the agent sees what was shown", async () => {
  const { page, faults } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 F1" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await page.getByRole("link", { name: /退款，不用寄回/ }).click();
  await page.getByRole("button", { name: "换一个原因" }).click();
  await page.getByRole("button", { name: /坏果、腐烂或变质/ }).click();
  await page
    .getByRole("group", { name: "凭证" })
    .getByText(/外箱、全部数量、坏损细节各一张照片/)
    .waitFor();

  // The first one is blurred: taken back, and another in its place.
  await page.getByLabel(/拍照片/).setInputFiles([shot("fruit.jpg")]);
  await page.getByRole("img", { name: "第 1 份，照片" }).waitFor();
  await page.getByText("已上传").waitFor();
  await page.getByRole("button", { name: "去掉第 1 份，照片" }).click();
  await page.getByLabel(/拍照片/).setInputFiles([shot("box.jpg"), shot("fruit.jpg"), shot("close.jpg")]);
  await expect.poll(() => page.getByText("已上传").count(), { timeout: 30_000 }).toBe(3);
  expect(await page.getByLabel(/拍照片/).count()).toBe(0);
  await page.getByRole("button", { name: /提交申请/ }).click();
  await page.getByText("已收到您的申请").waitFor();
  const caseId = page.url().match(/case_[0-9a-z]{24}/)?.[0] ?? "";
  const { rows } = await web.whole.pool.query(
    "select data -> 'evidence' as evidence from case_events where case_id = $1 and type = 'case_filed'",
    [caseId],
  );
  expect(rows[0].evidence).toHaveLength(3);
  expect(faults).toEqual([]);

  const desk = await openPage(web.browser, DESK, web.whole.now());
  await desk.page.goto(`${web.whole.base}/console/`);
  await desk.page.getByLabel("业务线代码").fill(web.shop.code);
  await desk.page.getByLabel("邮箱").fill(agent.email);
  await desk.page.getByLabel("密码", { exact: true }).fill(agent.password);
  await desk.page.getByRole("button", { name: "登录" }).click();
  await desk.page.getByRole("list").getByText("马克杯").waitFor();
  await desk.page.keyboard.press("j");
  const evidence = desk.page.getByRole("region", { name: "凭证" });
  await evidence.getByRole("img", { name: "第 3 份凭证，照片" }).waitFor();
  const widths = () =>
    evidence.locator("img").evaluateAll(images => images.map(image => ("naturalWidth" in image ? image.naturalWidth : 0)));
  await expect.poll(widths, { timeout: 30_000 }).toEqual([120, 120, 120]);
  expect(desk.faults).toEqual([]);
  const views = await web.whole.pool.query("select distinct viewer_role from file_views where case_id = $1", [caseId]);
  expect(views.rows).toEqual([{ viewer_role: "agent" }]);

  web.whole.pass(37 * HOURS_MS);
  await expect.poll(async () => (await web.shop.caseRow(caseId)).phase, { timeout: 60_000 }).toBe("resolved");
  await quiet(web.whole, web.whole.pool);
});

it("what is no picture is refused with what would be, and a lost connection is taken up again", async () => {
  const { page, context } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 F2" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await page.getByRole("link", { name: /退款，不用寄回/ }).click();
  const add = page.getByLabel(/拍照片/);
  await add.setInputFiles([{ name: "note.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture at all") }]);
  await page.getByText(/照片请存成 JPEG/).waitFor();
  await page.getByRole("img", { name: "第 1 份，照片：note.jpg" }).waitFor();
  expect(await page.getByRole("group", { name: "凭证" }).locator("img").count()).toBe(0);
  await page.getByRole("button", { name: "去掉第 1 份，照片" }).click();

  let cut = 2;
  await context.route(/\/v1\/evidence-files\/file_.*offset=/, route => {
    cut -= 1;
    return cut >= 0 ? route.abort("connectionreset") : route.fallback();
  });
  await add.setInputFiles([shot("fruit.jpg")]);
  await page.getByText("已上传").waitFor();
  expect(cut).toBeLessThan(0);
});

it("who is asked for photos afterwards gives them on the page of the case, and sees them there", async () => {
  const claim = { serviceType: "guarantee_claim", reason: "70.01", lines: [{ lineNo: 1, quantity: 1, damageBasisPoints: 2000 }] };
  const { caseId } = await web.shop.opened("F3", claim);
  const { page, faults } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page.getByRole("heading", { level: 1, name: "我的订单" }).waitFor();
  await page.goto(`${web.whole.base}/cases/${caseId}`);
  await page.getByRole("button", { name: "补充凭证" }).click();
  await page.getByLabel(/拍照片/).setInputFiles([shot("box.jpg"), shot("fruit.jpg"), shot("close.jpg")]);
  await expect.poll(() => page.getByText("已上传").count(), { timeout: 30_000 }).toBe(3);
  await page.getByRole("button", { name: "提交凭证" }).click();
  const given = page.getByRole("region", { name: "提交的凭证" });
  await given.getByRole("img", { name: "第 3 份，照片" }).waitFor();
  await expect.poll(() => page.getByRole("button", { name: "补充凭证" }).count(), { timeout: 30_000 }).toBe(0);
  expect(faults).toEqual([]);
});

it("whoever says that there are medical papers agrees first, also where the reason asks for none", async () => {
  const { page, faults } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 F5" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await page.getByRole("link", { name: /退款，不用寄回/ }).click();
  const shown = page.getByRole("group", { name: "凭证" });
  await shown.getByRole("checkbox", { name: /里面有就医材料/ }).check();
  expect(await page.getByLabel(/拍照片/).count()).toBe(0);
  await shown.getByRole("checkbox", { name: /我单独同意/ }).check();
  await page.getByLabel(/拍照片/).setInputFiles([shot("box.jpg"), shot("close.jpg")]);
  await expect.poll(() => page.getByText("已上传").count(), { timeout: 30_000 }).toBe(2);
  await page.getByRole("button", { name: /提交申请/ }).click();
  await page.getByText("已收到您的申请").waitFor();
  const caseId = page.url().match(/case_[0-9a-z]{24}/)?.[0] ?? "";
  const { rows } = await web.whole.pool.query("select data -> 'evidence' as evidence from case_events where case_id = $1 and seq = 1", [
    caseId,
  ]);
  expect(rows[0].evidence).toHaveLength(2);
  for (const item of rows[0].evidence) expect(item.consent).toEqual({ version: "medical-1", language: "zh" });
  expect(faults).toEqual([]);
});

it("a hospital's paper is asked for with a consent that nobody has ticked beforehand, the desk sees it, and the buyer takes it back", async () => {
  const { page, faults } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1"));
  await page
    .getByRole("article", { name: "订单号 F4" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await page.getByRole("link", { name: /^退货退款/ }).click();
  await page.getByRole("button", { name: "换一个原因" }).click();
  await page.getByRole("button", { name: /过敏/ }).click();
  const shown = page.getByRole("group", { name: "凭证" });
  const consent = shown.getByRole("checkbox", { name: /我单独同意/ });
  await consent.waitFor();
  expect(await consent.isChecked()).toBe(false);
  expect(await page.getByLabel(/传文件/).count()).toBe(0);
  await consent.check();
  await page.getByLabel(/传文件/).setInputFiles([{ name: "record.pdf", mimeType: "application/pdf", buffer: paper() }]);
  await page.getByText("已上传").waitFor();
  await page.getByRole("button", { name: /提交申请/ }).click();
  await page.getByText("已收到您的申请").waitFor();
  const caseId = page.url().match(/case_[0-9a-z]{24}/)?.[0] ?? "";

  const desk = await openPage(web.browser, DESK, web.whole.now());
  await desk.page.goto(`${web.whole.base}/console/`);
  await desk.page.getByLabel("业务线代码").fill(web.shop.code);
  await desk.page.getByLabel("邮箱").fill(agent.email);
  await desk.page.getByLabel("密码", { exact: true }).fill(agent.password);
  await desk.page.getByRole("button", { name: "登录" }).click();
  await desk.page.getByRole("list").first().waitFor();
  await desk.page.goto(`${web.whole.base}/console/cases/${caseId}`);
  const evidence = desk.page.getByRole("region", { name: "凭证" });
  await evidence.getByText("买家已单独同意（medical-1）").waitFor();

  await page.goto(`${web.whole.base}/cases/${caseId}`);
  await page.getByRole("button", { name: "撤回对第 1 份，文件的同意" }).click();
  await page.getByRole("button", { name: "撤回并删除" }).click();
  await page.getByText("已撤回同意，材料已删除").waitFor();
  await desk.page.reload();
  await evidence.getByText("买家已撤回同意，已删除").waitFor();
  expect(faults).toEqual([]);
  expect(desk.faults).toEqual([]);
});
