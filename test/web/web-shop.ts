import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { withClient } from "@amends/postgres/with-client";
import { registerWebApps } from "@amends/server/web-apps";
import type { Browser } from "playwright-core";
import { inject } from "vitest";
import type { ShopOrder } from "../harness/a-shop.ts";
import { ADMIN, hostTokens, openShop, type RunningShop, signedIn, WITHOUT_LIMITS } from "../harness/running-shop.ts";
import { type Caller, startWholeServer, type WholeServer } from "../harness/whole-server.ts";
import { openBrowser } from "./browser.ts";

export type WebShop = {
  readonly whole: WholeServer;
  readonly shop: RunningShop;
  readonly browser: Browser;
  /** Where the shop's own page sends a buyer. */
  readonly buyerLink: (externalId: string) => string;
  /** The administrator every shop begins with. */
  readonly admin: { readonly email: string; readonly password: string };
  /** The same person, over the API. */
  readonly asAdmin: Caller;
  readonly newAgent: () => Promise<{ readonly email: string; readonly password: string }>;
  readonly close: () => Promise<void>;
};

const BUILD_WEB = join(import.meta.dirname, "../../scripts/build-web.mjs");

let ready: Promise<void> | undefined;

/** Pages and browser are made ready once; whoever runs beside us and wants them too waits at the database. */
const ensurePages = (): Promise<void> => {
  ready ??= withClient(inject("testServer").url, async admin => {
    await admin.query("select pg_advisory_lock(hashtext('amends test pages'))");
    await promisify(execFile)(process.execPath, [BUILD_WEB]);
    // What the browser unpacks lies where all look for it: it opens once before anybody opens two at a time.
    await (await openBrowser()).close();
  });
  return ready;
};

/** A shop whose server also serves the pages as their sources are now, and a browser to look at them with. */
export const openWebShop = async (orders: readonly ShopOrder[], kind: "brand" | "marketplace" = "brand"): Promise<WebShop> => {
  await ensurePages();
  const whole = await startWholeServer(undefined, {
    config: WITHOUT_LIMITS,
    prepare: async ({ server }) => {
      await registerWebApps(server);
    },
  });
  // A browser throws a cookie away by its own clock, which no test moves.
  whole.pass(Date.now() - whole.now());
  const shop = await openShop(whole, whole.pool, { kind, orders });
  const admin = await signedIn(whole, shop, ADMIN.email);
  const tokenOf = await hostTokens(whole, admin);
  const browser = await openBrowser();
  return {
    whole,
    shop,
    browser,
    buyerLink: externalId => `${whole.base}/#token=${String(tokenOf(externalId)["authorization"]).replace("Bearer ", "")}`,
    admin: ADMIN,
    asAdmin: admin,
    newAgent: async () => {
      const account = { email: "xiaoye@shop.example", password: ADMIN.password };
      const made = await admin("POST", "/v1/accounts", { role: "agent", name: "小叶", ...account });
      if (made.status !== 201) throw new Error(`no agent: ${made.text}`);
      return account;
    },
    close: async () => {
      await browser.close();
      await whole.close();
    },
  };
};
