import { connect, type Socket } from "node:net";
import { problemBody } from "@amends/contract/problem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../../test/harness/eventually.ts";
import { startTestHttp, type TestHttp } from "../../../test/harness/server.ts";
import { drain } from "./drain.ts";

let http: TestHttp;
beforeAll(async () => {
  http = await startTestHttp();
});
afterAll(() => http.close());

/** Everything that comes back until the server ends the connection. */
const everything = async (socket: Socket): Promise<string> => {
  const chunks: Buffer[] = [];
  socket.on("data", chunk => chunks.push(chunk));
  await new Promise(resolve => socket.once("close", resolve));
  return Buffer.concat(chunks).toString("utf8");
};

const opened = (): Socket => connect(Number(new URL(http.base()).port), "127.0.0.1");

const answerTo = (...bytes: readonly (string | Buffer)[]): Promise<string> => {
  const socket = opened();
  // A server that has answered may end before all was sent.
  socket.on("error", () => undefined);
  for (const part of bytes) socket.write(part);
  return everything(socket);
};

const problemIn = (answer: string) => {
  const [head = "", body = ""] = answer.split("\r\n\r\n");
  const lengths = /content-length: (\d+)/i.exec(head)?.[1];
  expect([lengths, head]).toEqual([
    `${Buffer.byteLength(body)}`,
    expect.stringMatching(/content-type: application\/problem\+json; charset=utf-8/i),
  ]);
  return { head, problem: problemBody.parse(JSON.parse(body)) };
};

const LANGUAGES = [
  ["zh-CN", /\p{Script=Han}/u],
  ["en", /^[^\p{Script=Han}]+$/u],
] as const;

describe.each(LANGUAGES)("in %s, what never became a request", (language, wording) => {
  const host = `Host: shop.example\r\nAccept-Language: ${language}\r\n`;

  it.each([
    ["a method nobody knows", `BREW /v1/me HTTP/1.1\r\n${host}\r\n`, 400, "malformed_request"],
    ["a header without its colon", `GET /v1/me HTTP/1.1\r\n${host}nonsense\r\n\r\n`, 400, "malformed_request"],
    [
      "two lengths for one body",
      `POST /v1/sessions HTTP/1.1\r\n${host}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
      400,
      "malformed_request",
    ],
    [
      "both a length and chunks",
      `POST /v1/sessions HTTP/1.1\r\n${host}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      400,
      "malformed_request",
    ],
    ["no host", `GET /v1/me HTTP/1.1\r\nAccept-Language: ${language}\r\nConnection: close\r\n\r\n`, 400, "malformed_request"],
    ["headers of 20 kB", `GET /v1/me HTTP/1.1\r\n${host}X-Much: ${"a".repeat(20_000)}\r\n\r\n`, 431, "headers_too_large"],
    ["an address of 20 kB", `GET /v1/me?${"a".repeat(20_000)} HTTP/1.1\r\n${host}\r\n`, 431, "headers_too_large"],
  ])("%s is told as every other problem, and the connection ends", async (_, sent, status, code) => {
    const { head, problem } = problemIn(await answerTo(sent));
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(problem).toMatchObject({ status, code, title: expect.stringMatching(wording), detail: expect.stringMatching(wording) });
  });
});

it("a request that does not come in time is told so, in Chinese, since nothing of it was read", async () => {
  const accepted = new Promise<Socket>(resolve => http.instance().server.once("connection", resolve));
  const answer = everything(opened());
  // Node looks for such connections every half minute and says so by this event.
  http.instance().server.emit("clientError", Object.assign(new Error("late"), { code: "ERR_HTTP_REQUEST_TIMEOUT" }), await accepted);
  const { head, problem } = problemIn(await answer);
  expect(head).toMatch(/^HTTP\/1.1 408 /);
  expect(problem).toMatchObject({ code: "request_timeout", title: "请求没有及时发完" });
});

it("a caller who goes on sending, or never ends its side, does not hold the connection", async () => {
  for (const leave of [(kept: Socket) => kept.emit("timeout"), (_kept: Socket, caller: Socket) => caller.write("more nonsense\r\n")]) {
    const accepted = new Promise<Socket>(resolve => http.instance().server.once("connection", resolve));
    const caller = connect({ port: Number(new URL(http.base()).port), host: "127.0.0.1", allowHalfOpen: true });
    caller.on("error", () => undefined).resume();
    const answered = new Promise(resolve => caller.once("end", resolve));
    caller.write("nonsense\r\n\r\n");
    const kept = await accepted;
    const closed = new Promise(resolve => kept.once("close", resolve));
    await answered;
    expect(kept.timeout ?? 0).toBeGreaterThan(0);
    leave(kept, caller);
    await closed;
    caller.destroy();
  }
});

it("what stumbles behind a whole request is one answer, and the server goes on", async () => {
  const answer = await answerTo("GET /livez HTTP/1.1\r\nHost: shop.example\r\n\r\nnonsense\r\n\r\n");
  expect(answer.match(/HTTP\/1\.1 \d{3}/g)).toHaveLength(1);
  expect((await http.send("GET", "/livez")).status).toBe(200);
});

it("an expectation nobody knows is passed over", async () => {
  const answer = await answerTo("GET /livez HTTP/1.1\r\nHost: shop.example\r\nExpect: wonders\r\nConnection: close\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
});

it("a request that comes on an open connection while the server ends is told to come again", async () => {
  await http.restart();
  const socket = opened();
  const answers = everything(socket);
  const head = "Host: shop.example\r\nAccept-Language: en\r\n";
  const begun = new Promise(resolve => http.instance().server.once("request", resolve));
  socket.write(`POST /v1/sessions HTTP/1.1\r\n${head}Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{`);
  await begun;
  const closing = drain(http.instance(), 10_000);
  await eventually("the server takes no new connection", async () => !http.instance().server.listening);
  socket.write(`}GET /v1/me HTTP/1.1\r\n${head}\r\n`);
  const [first, second] = (await answers).split(/(?<=\})(?=HTTP)/);
  expect(first).toMatch(/^HTTP\/1\.1 400 .*"invalid_request"/s);
  expect(problemIn(second ?? "").problem).toMatchObject({ status: 503, code: "temporarily_unavailable" });
  expect(await closing).toBe("drained");
});
