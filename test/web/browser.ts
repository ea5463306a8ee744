import { tmpdir } from "node:os";
import { join } from "node:path";
import chromiumBinary, { inflate } from "@sparticuz/chromium";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const ARGS = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--disable-dev-shm-usage"];

/**
 * The browser comes from npm like everything else. Where the machine lacks the libraries it links to, those packed beside it are used. It is packed for
 * Linux alone: elsewhere the machine's own is used.
 */
export const openBrowser = async (): Promise<Browser> => {
  if (process.platform !== "linux") return chromium.launch({ channel: process.platform === "win32" ? "msedge" : "chrome", headless: true });
  const executablePath = await chromiumBinary.executablePath();
  try {
    return await chromium.launch({ executablePath, args: ARGS, headless: true });
  } catch (error) {
    if (!String(error).includes("error while loading shared libraries")) throw error;
    return chromium.launch({
      executablePath,
      args: ARGS,
      headless: true,
      env: { ...process.env, LD_LIBRARY_PATH: await packedLibraries() },
    });
  }
};

const packedLibraries = async (): Promise<string> => {
  await inflate(join(import.meta.dirname, "../../node_modules/@sparticuz/chromium/bin/al2023.tar.br"));
  return join(tmpdir(), "al2023", "lib");
};

export type Watched = { readonly context: BrowserContext; readonly page: Page; readonly faults: readonly string[] };

export const PHONE = { width: 375, height: 812 } as const;
export const DESK = { width: 1280, height: 800 } as const;

/** A page that reads the shop's clock and keeps what went wrong in it. */
export const openPage = async (
  browser: Browser,
  viewport: { readonly width: number; readonly height: number },
  now: number,
): Promise<Watched> => {
  const context = await browser.newContext({ viewport, locale: "zh-CN", reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.clock.setFixedTime(now);
  const faults: string[] = [];
  page.on("pageerror", error => faults.push(String(error)));
  page.on("console", message => {
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) faults.push(message.text());
  });
  return { context, page, faults };
};
