import { createServer, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWebhookTarget } from "./http-webhook.ts";

const MESSAGE = { headers: { "content-type": "application/cloudevents+json" }, body: '{"id":"1"}' };
let server: Server;
let base: string;
const heard: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url}`);
    switch (request.url) {
      case "/ok":
        return void response.writeHead(204).end();
      case "/away":
        return void response.writeHead(302, { location: `${base}/elsewhere` }).end("moved");
      case "/broken":
        return void response.writeHead(500).end(`no\u0000room${"x".repeat(5000)}`);
      case "/gone":
        return void response.writeHead(410).end();
      case "/drips":
        return void response.writeHead(500).write("still thinking");
      case "/cut":
        return void request.socket.destroy();
      default:
        // Never answers.
        return;
    }
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("each way a call can end is told by its code", () => {
  const target = createWebhookTarget({ reach: "any" });
  const resultAt = async (path: string) => {
    const { result, status } = await target.call({ ...MESSAGE, url: `${base}${path}` });
    return [result, status];
  };

  test("taken, refused, gone", async () => {
    expect(await resultAt("/ok")).toEqual(["delivered", 204]);
    expect(await resultAt("/broken")).toEqual(["refused", 500]);
    expect(await resultAt("/gone")).toEqual(["gone", 410]);
  });

  test("a redirect is not followed", async () => {
    expect(await resultAt("/away")).toEqual(["redirected", 302]);
    expect(heard).not.toContain("POST /elsewhere");
  });

  test("a target that hangs is left after the time allowed, one that hangs up is unreachable", async () => {
    const impatient = createWebhookTarget({ reach: "any", timeoutMs: 50 });
    for (const path of ["/hangs", "/drips"])
      expect(await impatient.call({ ...MESSAGE, url: `${base}${path}` }), path).toMatchObject({ result: "timed_out", status: null });
    expect(await resultAt("/cut")).toEqual(["unreachable", null]);
    expect((await target.call({ ...MESSAGE, url: "http://127.0.0.1:1/" })).result).toBe("unreachable");
  });

  test("of an answer that is no success the beginning is kept, in printable form, and of a success nothing", async () => {
    const { said } = await target.call({ ...MESSAGE, url: `${base}/broken` });
    expect(said).toMatch(/^no roomx+$/);
    expect(said?.length).toBeLessThanOrEqual(300);
    expect((await target.call({ ...MESSAGE, url: `${base}/ok` })).said).toBeNull();
  });
});

describe("for the public Internet only", () => {
  const resolving = (...answers: readonly (readonly string[])[]): { readonly lookup: LookupFunction; readonly asked: () => number } => {
    let asked = 0;
    const lookup: LookupFunction = (_name, options, done) => {
      const addresses = (answers[Math.min(asked, answers.length - 1)] ?? []).map(address => ({
        address,
        family: address.includes(":") ? 6 : 4,
      }));
      asked += 1;
      if (options.all === true) done(null, addresses);
      else done(null, addresses[0]?.address ?? "", addresses[0]?.family ?? 4);
    };
    return { lookup, asked: () => asked };
  };
  const call = (url: string, lookup: LookupFunction) => createWebhookTarget({ reach: "public_https", lookup }).call({ ...MESSAGE, url });

  test.each([
    [["127.0.0.1"]],
    [["0.0.0.0"]],
    [["100.64.0.1"]],
    [["::"]],
    [["64:ff9b::a00:7"]],
    [["::ffff:10.0.0.7"]],
    [["8.8.8.8", "::1"]],
    [["10.0.0.7"]],
    [["169.254.169.254"]],
    [["::1"]],
    [["fe80::1"]],
    [["::ffff:127.0.0.1"]],
    [["8.8.8.8", "10.0.0.7"]],
  ])("a name that leads to %s is not connected to", async addresses => {
    expect(await call("https://hooks.example.com/", resolving(addresses).lookup)).toMatchObject({
      result: "private_address",
      status: null,
    });
  });

  test("the name is resolved once, by the connection itself: a second answer is never asked for", async () => {
    const rebinding = resolving(["127.0.0.1"], ["8.8.8.8"]);
    expect((await call("https://rebind.example.com/", rebinding.lookup)).result).toBe("private_address");
    expect(rebinding.asked()).toBe(1);
  });

  test("an address written as a number is judged without a look-up", async () => {
    const { lookup, asked } = resolving(["8.8.8.8"]);
    for (const host of ["127.0.0.1", "2130706433", "0x7f.1", "[::1]", "[::ffff:7f00:1]", "10.0.0.1"])
      expect((await call(`https://${host}/`, lookup)).result, host).toBe("private_address");
    expect(asked()).toBe(0);
  });

  test("what can be refused when it is registered is refused then", () => {
    const { check } = createWebhookTarget({ reach: "public_https" });
    expect(check("https://hooks.example.com/amends")).toBe("fit");
    expect(check("https://8.8.8.8/")).toBe("fit");
    expect(check("http://hooks.example.com/")).toBe("not_https");
    for (const url of [
      "https://localhost/",
      "https://shop.local/",
      "https://vault.internal./",
      "https://intranet/",
      "https://127.0.0.1/",
      "https://2130706433/",
      "https://[::1]/",
      "https://0.0.0.0/",
      "https://169.254.169.254/latest/meta-data",
      "https://[fe80::1]/",
      "https://[::ffff:169.254.169.254]/",
      "https://0/",
      "https://user:secret@hooks.example.com/",
      "https://hooks.example.com:5432/",
      "https://",
    ])
      expect(check(url), url).toBe("not_public");
  });

  test("a sandbox may also call over plain HTTP and on its own machine", () => {
    const { check } = createWebhookTarget({ reach: "any" });
    expect(check("http://127.0.0.1:4001/hook")).toBe("fit");
    expect(check("ftp://127.0.0.1/")).toBe("not_https");
  });
});
