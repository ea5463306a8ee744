import { type ComposedServer, composeServer } from "@amends/server/compose";
import { registerWebApps } from "@amends/server/web-apps";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, INSTALLATION_KEY } from "../harness/whole-server.ts";
import { withCells } from "../pack/rewritten-pack.ts";
import { readPack } from "../policy/read-pack.ts";
import { DESK, openPage, PHONE } from "./browser.ts";
import { openWebShop, type WebShop } from "./web-shop.ts";

const NEXT = withCells(readPack("policies/base"), "freight", "F-3", { return: "'seller'" });

const SAID = { kind: "receiver", source: "host", sourceVersion: 1, returnAddresses: [] };
const CONTACT = { name: "收样组", phone: "0571-86000100", region: "浙江省杭州市西湖区", detail: "古翠路 9 号" };
const RECEIVERS = [
  {
    ...SAID,
    externalId: "r-lab",
    name: "A 检测中心",
    takesInAs: "inspector",
    returnAddresses: [{ addressNo: 1, isDefault: true, contact: CONTACT }],
  },
  { ...SAID, externalId: "r-back", name: "B 退货仓", takesInAs: "warehouse", sellerExternalId: "s2" },
  { ...SAID, externalId: "r-fix", name: "C 维修站", takesInAs: "repairer", closed: true },
];

let web: WebShop;
/** A server with the next version of the rules, on the same database. */
let next: ComposedServer;

beforeAll(async () => {
  web = await openWebShop([{ no: "N1" }, { no: "N2", seller: "s2" }]);
  const imported = await web.shop.host("POST", "/v1/orders:import", RECEIVERS.map(record => `${JSON.stringify(record)}\n`).join(""));
  expect(imported.body["refused"], imported.text).toBe(0);
  const { database, dataDir, now } = web.whole;
  next = await composeServer({
    ...{ writerUrl: database.writerUrl, readerUrl: database.readerUrl, dataDir, clock: now },
    packs: new Map([["base", { base: NEXT, overlays: [] }]]),
    config: { installationKey: INSTALLATION_KEY, ...WITHOUT_LIMITS },
  });
  await registerWebApps(next.server);
});
afterAll(async () => {
  await next?.stop();
  await web?.close();
});

it("a buyer is told that rules will change, from when on, what changes, and that an order paid before keeps the old ones", async () => {
  const base = await next.server.listen({ port: 0, host: "127.0.0.1" });
  const { page, faults } = await openPage(web.browser, PHONE, web.whole.now());
  await page.goto(web.buyerLink("u1").replace(web.whole.base, base));
  await page.getByRole("link", { name: /售后规则将于/ }).click();
  await page.getByRole("heading", { level: 1, name: "售后规则变更" }).waitFor();
  await page.getByText("生效前付款的订单，仍按原来的规则处理").waitFor();
  const change = page.getByRole("region", { name: /起生效/ });
  await change.getByText("重大变更，至少提前 15 天公告").waitFor();
  expect(await change.locator("del").textContent()).toContain("买家");
  expect(await change.locator("ins").textContent()).toContain("商家");
  expect(faults).toEqual([]);
});

const names = async (caller: Caller, query = ""): Promise<readonly string[]> => {
  const { body } = await caller("GET", `/v1/receivers${query}`);
  return (body["items"] as unknown as readonly { readonly name: string }[]).map(({ name }) => name);
};

it("staff see who takes goods in, for whom, and whether anything can be sent there, and no address", async () => {
  const { body, text } = await web.asAdmin("GET", "/v1/receivers");
  expect(body["items"]).toMatchObject([
    { name: "A 检测中心", takesInAs: "inspector", seller: null, closed: false, addressCount: 1 },
    { name: "B 退货仓", takesInAs: "warehouse", seller: { name: "海边器物" }, closed: false, addressCount: 0 },
    { name: "C 维修站", takesInAs: "repairer", seller: null, closed: true, addressCount: 0 },
  ]);
  expect(text).not.toContain(CONTACT.detail);
  expect(await names(web.asAdmin, "?takesInAs=warehouse")).toEqual(["B 退货仓"]);
  const first = (await web.asAdmin("GET", "/v1/receivers?limit=2")).body;
  expect(await names(web.asAdmin, `?limit=2&cursor=${String(first["nextCursor"])}`)).toEqual(["C 维修站"]);
});

it("a seller sees who takes goods in for everybody and for it, and not the warehouse of another", async () => {
  const seen = async (externalId: string): Promise<readonly string[]> => {
    const { rows } = await web.whole.pool.query("select seller_id from sellers where external_id = $1", [externalId]);
    const email = `${externalId}@shop.example`;
    const account = { role: "seller", sellerId: rows[0].seller_id, name: "店主", email, password: web.admin.password };
    expect((await web.asAdmin("POST", "/v1/accounts", account)).status).toBe(201);
    return names(await signedIn(web.whole, web.shop, email));
  };
  expect(await seen("s1")).toEqual(["A 检测中心", "C 维修站"]);
  expect(await seen("s2")).toEqual(["A 检测中心", "B 退货仓", "C 维修站"]);
});

it("whoever works at the desk looks up where else goods may go, by kind, and sees which of them nothing can be sent to", async () => {
  const { page, faults } = await openPage(web.browser, DESK, web.whole.now());
  await page.goto(`${web.whole.base}/console/`);
  await page.getByLabel("业务线代码").fill(web.shop.code);
  await page.getByLabel("邮箱").fill(web.admin.email);
  await page.getByLabel("密码", { exact: true }).fill(web.admin.password);
  await page.getByRole("button", { name: "登录" }).click();
  await page.getByRole("navigation").getByText("收货方").click();
  await page.getByRole("row").filter({ hasText: "B 退货仓" }).getByText("没有地址，寄不到").waitFor();
  await page.getByRole("row").filter({ hasText: "C 维修站" }).getByText("已停用").waitFor();
  await page.getByText("维修方", { exact: true }).first().click();
  await expect.poll(() => page.getByText("A 检测中心").count(), { timeout: 30_000 }).toBe(0);
  expect(new URL(page.url()).search).toBe("?kind=repairer");
  expect(faults).toEqual([]);
});
