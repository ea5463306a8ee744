import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerWebApps, type WebApps } from "./web-apps.ts";

let web = "";
let server: FastifyInstance;
let apps: WebApps;
beforeAll(async () => {
  web = await mkdtemp(join(tmpdir(), "amends-web-"));
  for (const app of ["buyer", "console"]) {
    await mkdir(join(web, app, "dist", "assets"), { recursive: true });
    await writeFile(join(web, app, "dist", "index.html"), `<title>${app}</title>`);
    await writeFile(join(web, app, "dist", "assets", "main-1a2b.js"), `"${app}"`);
  }
  await writeFile(join(web, "secret.txt"), "not for browsers");
  server = fastify();
  server.get("/v1/me", async () => ({ role: "buyer" }));
  apps = await registerWebApps(server, web);
});
afterAll(async () => {
  await server.close();
  await rm(web, { recursive: true });
});

const get = async (url: string, accept = "text/html,*/*") => {
  const { statusCode, body, headers } = await server.inject({ url, headers: { accept } });
  return { statusCode, body, cache: headers["cache-control"] };
};

describe("the web apps beside the API", () => {
  test("are those that were built", async () => {
    expect(apps.map(({ path }) => path)).toEqual(["/console/", "/"]);
    const none = fastify();
    expect(await registerWebApps(none, join(web, "nowhere"))).toEqual([]);
    await none.close();
  });

  test("answer each view with their own page, asked for anew every time", async () => {
    for (const url of ["/", "/orders/order_1", "/consoles"])
      expect(await get(url)).toMatchObject({ body: "<title>buyer</title>", cache: "no-cache" });
    for (const url of ["/console/", "/console/cases/case_1"]) expect((await get(url)).body).toBe("<title>console</title>");
    expect((await server.inject("/console")).headers["location"]).toBe("/console/");
  });

  test("let browsers keep files whose name changes with their content", async () => {
    expect(await get("/assets/main-1a2b.js", "*/*")).toMatchObject({ body: '"buyer"', cache: expect.stringContaining("immutable") });
    expect((await get("/console/assets/main-1a2b.js", "*/*")).body).toBe('"console"');
  });

  test("neither hide the API nor answer for it", async () => {
    expect((await get("/v1/me")).body).toContain("buyer");
    for (const [url, accept] of [
      ["/v1/nothing", "text/html"],
      ["/nothing.js", "*/*"],
      ["/console/assets/old-9f.js", "*/*"],
    ] as const)
      expect((await get(url, accept)).statusCode).toBe(404);
  });

  test("are served as they are on the disk now, so that a new build's page finds its files", async () => {
    await writeFile(join(web, "buyer", "dist", "assets", "main-3c4d.js"), '"buyer anew"');
    await writeFile(join(web, "buyer", "dist", "index.html"), "<title>buyer anew</title>");
    expect((await get("/")).body).toBe("<title>buyer anew</title>");
    expect(await get("/assets/main-3c4d.js", "*/*")).toMatchObject({
      body: '"buyer anew"',
      cache: expect.stringContaining("immutable"),
    });
    await rm(join(web, "buyer", "dist", "assets", "main-3c4d.js"));
    expect((await get("/assets/main-3c4d.js", "*/*")).statusCode).toBe(404);
  });

  test("give the page to a program that asks for the address alone", async () => {
    for (const accept of ["*/*", "text/html"]) expect(await get("/console/", accept)).toMatchObject({ statusCode: 200, cache: "no-cache" });
  });

  test("give nothing from outside their folder", async () => {
    for (const url of [
      "/../secret.txt",
      "/%2e%2e/secret.txt",
      "/console/..%2f..%2fsecret.txt",
      "/assets/../../secret.txt",
      "/%2Fetc%2Fhostname",
      "/%00",
    ])
      expect((await get(url, "*/*")).body).not.toContain("not for browsers");
  });
});
