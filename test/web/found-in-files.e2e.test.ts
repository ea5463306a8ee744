import { afterAll, beforeAll, expect, it } from "vitest";
import { photoWithPosition, picture } from "../evidence/pictures.ts";
import { DESK, openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const SHOTS = process.env["AMENDS_SHOTS"];
const FRUIT = { lines: [{ sku: "mug-white", quantity: 1, priceMinor: 3600, category: "fresh.fruit.cherry" }] };
let web: WebShop;
let agent: Awaited<ReturnType<WebShop["newAgent"]>>;
beforeAll(async () => {
  web = await openWebShop([{ no: "W1", ...FRUIT }]);
  agent = await web.newAgent();
});
afterAll(() => web.close());

const shot = (name: string, buffer: Buffer) => ({ name, mimeType: "image/jpeg", buffer });

it("a buyer says what a photo shows, an agent finds that it has nothing to do with the case, and both read how sure we are and why", async () => {
  const phone = await openPage(web.browser, PHONE, web.whole.now());
  await phone.page.goto(web.buyerLink("u1"));
  await phone.page
    .getByRole("article", { name: "订单号 W1" })
    .getByRole("link", { name: /马克杯/ })
    .click();
  await phone.page.getByRole("link", { name: /退款，不用寄回/ }).click();
  await phone.page.getByRole("button", { name: "换一个原因" }).click();
  await phone.page.getByRole("button", { name: /坏果、腐烂或变质/ }).click();
  const photos = [shot("phone.jpg", photoWithPosition()), shot("box.jpg", picture("box.jpg")), shot("close.jpg", picture("close.jpg"))];
  await phone.page.getByLabel(/拍照片/).setInputFiles(photos);
  await expect.poll(() => phone.page.getByText("已上传").count(), { timeout: 30_000 }).toBe(3);
  await phone.page.getByLabel("第 2 份，照片：拍到了面单或尺子").check();
  if (SHOTS !== undefined) await phone.page.screenshot({ path: `${SHOTS}/shows-ticked.png`, fullPage: true });
  await phone.page.getByRole("button", { name: /提交申请/ }).click();
  await phone.page.getByText("已收到您的申请").waitFor();
  const caseId = phone.page.url().match(/case_[0-9a-z]{24}/)?.[0] ?? "";

  const { page, faults } = await openPage(web.browser, DESK, web.whole.now());
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(agent.email);
  await page.getByLabel("密码", { exact: true }).fill(agent.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("list").getByText("马克杯").waitFor();
  await page.goto(`${web.whole.base}/console/cases/${caseId}`);
  const sure = page.getByRole("region", { name: "有多大把握" });
  await sure.getByText("有带拍摄信息的照片").waitFor();
  await sure.getByText("合计 0.60").waitFor();
  const evidence = page.getByRole("region", { name: "凭证" });
  await evidence.getByText("提交人说明：拍到了相符的面单或尺子").waitFor();
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/weighed-desk.png`, fullPage: true });

  await evidence.getByRole("button", { name: "登记看到的内容：第 1 份凭证，照片" }).click();
  const form = page.getByRole("dialog");
  await form.getByRole("combobox", { name: "这份凭证" }).click();
  await page.locator(".ant-select-item-option", { hasText: "不计入：与本单无关" }).click();
  expect(await form.getByRole("button", { name: "确认" }).isDisabled()).toBe(true);
  await form.getByLabel("理由（买家和商家都会看到）").fill("拍的是另一箱");
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/finding-form.png` });
  await form.getByRole("button", { name: "确认" }).click();
  await evidence.getByText("不计入：与这次申请无关").waitFor();
  await sure.getByText("合计 0.50").waitFor();
  await page.getByText("看过一份凭证：与本单无关，不计入").waitFor();
  if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/weighed-after.png`, fullPage: true });
  expect(faults).toEqual([]);

  await phone.page.goto(`${web.whole.base}/cases/${caseId}`);
  await phone.page.getByText("第 1 份，照片，不计入：与这次申请无关 · 理由：拍的是另一箱").waitFor();
  if (SHOTS !== undefined) await phone.page.screenshot({ path: `${SHOTS}/not-counted.png`, fullPage: true });
  await phone.page.goto(`${web.whole.base}/cases/${caseId}/why`);
  await phone.page.getByRole("region", { name: "我们有多大把握" }).getByText("合计 0.50").waitFor();
  const change = phone.page.getByRole("region", { name: "怎样会有不同的结果" });
  await change.getByText(/从封好的包裹和面单拍起.*仍由人判断，但更有把握/).waitFor();
  if (SHOTS !== undefined) await phone.page.screenshot({ path: `${SHOTS}/why-sure.png`, fullPage: true });
  expect(phone.faults).toEqual([]);
});
