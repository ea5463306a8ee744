import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { picture } from "../evidence/pictures.ts";
import { quiet, type Summary } from "../harness/running-shop.ts";
import { openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const DAY_MS = 86_400_000;
const cny = (amount: number) => ({ amount, currency: "CNY" });
const line = (more: object = {}) => ({ lines: [{ lineNo: 1, quantity: 1, condition: "unopened", ...more }] });
const PHOTO = { evidence: [{ kind: "photo" }] };

let web: WebShop;
let page: Page;
let faults: readonly string[];
beforeAll(async () => {
  web = await openWebShop([
    { no: "QUOTE" },
    { no: "DEAR" },
    { no: "ANEW" },
    { no: "UNSAFE" },
    { no: "LATE", promises: [{ kind: "thirty_day_renewal", by: "seller" }] },
    { no: "HAGGLE" },
    { no: "AGAIN" },
  ]);
  ({ page, faults } = await openPage(web.browser, PHONE, web.whole.now()));
  await page.goto(web.buyerLink("u1"));
  await page.getByRole("heading", { level: 1, name: "我的订单" }).waitFor();
});
afterAll(async () => {
  await web.close();
});

const say = async ({ caseId }: Summary, name: string, body: object): Promise<void> => {
  const answered = await web.shop.command(caseId, name, body);
  expect(answered.status, `${name}: ${answered.text}`).toBe(200);
  await quiet(web.whole, web.whole.pool);
};
const shown = async ({ caseId }: Summary) => (await web.shop.host("GET", `/v1/cases/${caseId}`)).body;
const isActive = async (filed: Summary, type: string): Promise<boolean> => {
  const steps = (await shown(filed))["steps"] as unknown as readonly { readonly type: string; readonly status: string }[];
  return steps.some(step => step.type === type && step.status === "active");
};
const opened = async (no: string, body: object): Promise<Summary> => {
  const filed = await web.shop.opened(no, body);
  await quiet(web.whole, web.whole.pool);
  if (await isActive(filed, "review")) await say(filed, "approve", {});
  return filed;
};
/** As from a message of the shop, which signs its buyer in anew: weeks pass here. */
const look = async ({ caseId }: Summary): Promise<void> => {
  const link = new URL(web.buyerLink("u1"));
  link.pathname = `/cases/${caseId}`;
  await page.goto(link.href);
};
/** What the page says it will do is done when the case says so. */
const becomes = (filed: Summary, expected: object): Promise<void> =>
  expect.poll(() => shown(filed), { timeout: 60_000 }).toMatchObject(expected);

const quoted = async (no: string): Promise<Summary> => {
  const filed = await opened(no, { serviceType: "repair", reason: "40.02", ...line() });
  await say(filed, "hand-over", { carrier: "SF", trackingNo: `SF9000${no}` });
  await say(filed, "receive", { lines: [{ lineNo: 1, quantity: 1 }] });
  await say(filed, "quote", { amount: cny(1200) });
  await look(filed);
  await page.getByRole("button", { name: "查看维修报价" }).click();
  await page.getByRole("heading", { name: "维修需要 ¥12.00" }).waitFor();
  return filed;
};

it("a buyer agrees to the price of a repair, and the repair begins", async () => {
  const filed = await quoted("QUOTE");
  await page.getByRole("button", { name: "同意并支付 ¥12.00" }).click();
  await becomes(filed, { collect: { amount: cny(1200) } });
});

it("a buyer finds the repair too dear, and has the goods sent home for nothing", async () => {
  const filed = await quoted("DEAR");
  await page.getByRole("button", { name: "不修了，寄回" }).click();
  await expect.poll(() => isActive(filed, "return_to_buyer"), { timeout: 60_000 }).toBe(true);
  expect(await shown(filed)).toMatchObject({ collect: null });
});

it("a buyer says that what was sent anew has come", async () => {
  const filed = await opened("ANEW", { serviceType: "resend", reason: "60.02", ...line() });
  await look(filed);
  await page.getByRole("button", { name: "确认是否收到" }).click();
  await page.getByRole("button", { name: "收到了", exact: true }).click();
  await becomes(filed, { phase: "resolved" });
  await page.getByText("售后已完成").waitFor();
});

it("what is unsafe is destroyed and not sent: its picture brings the money", async () => {
  const filed = await opened("UNSAFE", {
    serviceType: "refund_only",
    refundOnlyKind: "unreturnable",
    reason: "40.11",
    ...line(),
    ...PHOTO,
  });
  await look(filed);
  await page.getByRole("button", { name: "上传销毁凭证" }).click();
  await page.getByText("一张能看出商品已销毁、不能再用的照片").waitFor();
  await page.getByLabel(/拍照片/).setInputFiles([{ name: "box.jpg", mimeType: "image/jpeg", buffer: picture("box.jpg") }]);
  await page.getByText("已上传").waitFor();
  await page.getByRole("button", { name: "提交凭证" }).click();
  await becomes(filed, { phase: "resolved" });
});

it("who has the new one and not yet sent the old one is asked again, and sends it late", async () => {
  const filed = await opened("LATE", { serviceType: "exchange", reason: "40.02", ...line({ condition: "used" }), ...PHOTO });
  const { trackingNo } = (await shown(filed))["replacementParcel"] as unknown as { readonly trackingNo: string };
  await say(filed, "tracking", { trackingNo, code: "signed", trackedAt: new Date(web.whole.now()).toISOString() });
  web.whole.pass(8 * DAY_MS);
  await quiet(web.whole, web.whole.pool);
  web.whole.pass(8 * DAY_MS);
  await expect.poll(() => isActive(filed, "recover"), { timeout: 60_000 }).toBe(true);
  await look(filed);
  await page.getByRole("button", { name: "填写寄回单号" }).click();
  await page.getByLabel("快递单号").fill("SF5550001234567");
  await page.getByRole("radio", { name: "顺丰速运" }).check();
  await page.getByRole("button", { name: "保存" }).click();
  await becomes(filed, { returnParcel: { trackingNo: "SF5550001234567" } });
});

it("a buyer answers an offer with another sum, and what the shop then accepts is what is paid", async () => {
  const filed = await web.shop.opened("HAGGLE", { serviceType: "return_refund", reason: "50.01", ...line({ condition: "used" }) });
  await say(filed, "offer", { amount: cny(1000), keepGoods: true });
  await look(filed);
  await page.getByRole("button", { name: "查看协商方案" }).click();
  await page.getByRole("button", { name: "谈另一个金额" }).click();
  await page.getByLabel("商品我留下，退我（元）").fill("25");
  await page.getByRole("button", { name: "发给对方" }).click();
  await becomes(filed, { offer: { amount: cny(2500), by: { role: "buyer" } } });
  await say(filed, "answer-offer", { accept: true });
  await becomes(filed, { phase: "resolved", refund: cny(2500) });
});

it("who was refused prints why, adds what is new and asks again; the earlier request stays in sight", async () => {
  const filed = await web.shop.opened("AGAIN", { serviceType: "return_refund", reason: "40.01", ...line({ condition: "used" }) });
  if (await isActive(filed, "collect_evidence")) await say(filed, "evidence", { items: [{ kind: "photo" }] });
  await say(filed, "reject", { reason: "evidence_contradicts" });
  await look(filed);
  const refused = page.getByRole("region", { name: "为什么没有通过" });
  await refused.getByText("商家认为：凭证和描述对不上。").waitFor();
  await refused.getByText("请换一组照片或视频").waitFor();
  await page.getByRole("link", { name: "为什么这样处理" }).click();
  await page.getByRole("region", { name: "谁可以改判" }).waitFor();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  expect(await refused.evaluate(card => getComputedStyle(card).backgroundColor), "paper is white").toBe("rgb(255, 255, 255)");
  expect(await page.getByRole("button", { name: "打印或存成 PDF" }).isVisible()).toBe(false);
  expect(await page.getByRole("region", { name: "依据的规则" }).isVisible()).toBe(true);
  expect(await refused.isVisible()).toBe(true);
  await page.emulateMedia({ media: "screen" });
  await look(filed);
  await page.getByRole("link", { name: /再次申请/ }).click();
  await page.getByRole("region", { name: "这个订单的售后" }).getByText("这次申请没有通过").waitFor();
  await page
    .getByRole("link", { name: /退货退款/ })
    .first()
    .click();
  await page.getByLabel("用您自己的话说说（可不填）").fill("新拍的照片能看清划痕");
  await page.getByRole("button", { name: /提交申请/ }).click();
  await page.getByText("已收到您的申请").waitFor();
  expect(page.url()).not.toContain(filed.caseId);
  expect(faults).toEqual([]);
});
