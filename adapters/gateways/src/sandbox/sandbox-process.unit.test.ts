import { mkdtemp, rm, stat, truncate } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RefundTender } from "@amends/domain/case/effect";
import { instant } from "@amends/domain/kernel/time";
import type { Answer, Keyed } from "@amends/flows/gateway-ports";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keyNo, refundOf, STARTED_AT } from "../contract/requests.ts";
import { GatewayUnavailable } from "../gateway-unavailable.ts";
import { httpBankBooks, httpPaymentGateway } from "../sandbox-bank/http-bank.ts";
import { httpCarrierBooks } from "../sandbox-carrier/http-carrier.ts";
import { httpSandboxMischief } from "./http-mischief.ts";
import { type SandboxProcess, startSandboxProcess } from "./sandbox-process.ts";

let folder: string;
let sandbox: SandboxProcess;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  sandbox = await startSandboxProcess({ journalDir: folder });
});
afterEach(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

type Paid = Answer<{ readonly gatewayRef: string }>;

/** What a careful caller does: an unknown outcome is asked for, and repeated only where the key never arrived. */
const refundCarefully = async (request: Keyed<RefundTender>): Promise<Paid> => {
  for (let attempt = 1; attempt <= 500; attempt += 1) {
    try {
      const found = await httpPaymentGateway(sandbox.url).find(request.key);
      return found ?? (await httpPaymentGateway(sandbox.url).refund(request));
    } catch (fault) {
      if (!(fault instanceof GatewayUnavailable)) throw fault;
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
  throw new Error(`${request.key} never came through`);
};

describe("kill -9 in the middle of 200 refunds", () => {
  test("every refund is booked once, and find tells the truth", async () => {
    const requests = Array.from({ length: 200 }, (_, no) => refundOf(keyNo(no), { amountMinor: BigInt(no + 1) }));
    const told = new Map<string, Paid>();
    let hadFaults = false;
    let killed: Promise<void> | null = null;
    const gateway = httpPaymentGateway(sandbox.url);
    const waiting = [...requests];
    const caller = async (): Promise<void> => {
      for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
        try {
          told.set(request.key, await gateway.refund(request));
        } catch (fault) {
          expect(fault).toBeInstanceOf(GatewayUnavailable);
          hadFaults = true;
        }
        if (told.size >= 60) killed ??= sandbox.kill();
      }
    };
    await Promise.all(Array.from({ length: 8 }, caller));
    await killed;
    expect(hadFaults).toBe(true);

    sandbox = await startSandboxProcess({ journalDir: folder });
    for (const [key, answer] of told) {
      const request = requests.find(candidate => candidate.key === key);
      if (request !== undefined) expect(await httpPaymentGateway(sandbox.url).find(request.key)).toEqual(answer);
    }
    await Promise.all(requests.map(refundCarefully));
    const statement = await httpBankBooks(sandbox.url).statement();
    expect(statement.map(movement => movement.key).toSorted()).toEqual(requests.map(request => request.key).toSorted());
    expect(statement.reduce((sum, movement) => sum + movement.amountMinor, 0n)).toBe(20_100n);
  });
});

test("under faults of every kind each refund comes through exactly once", async () => {
  const chance = (basisPoints: number) => ({ kind: "chance", basisPoints }) as const;
  await httpSandboxMischief(sandbox.url).set({
    seed: 5,
    rules: [
      { methods: "all", calls: chance(1500), act: { kind: "fail_before" } },
      { methods: ["refund"], calls: chance(1500), act: { kind: "fail_after" } },
      { methods: "all", calls: chance(1500), act: { kind: "lose_answer" } },
      { methods: ["refund"], calls: chance(1500), act: { kind: "twice" } },
    ],
  });
  const requests = Array.from({ length: 100 }, (_, no) => refundOf(keyNo(no)));
  const answers = await Promise.all(requests.map(refundCarefully));
  expect(answers.every(answer => answer.kind === "done")).toBe(true);
  const statement = await httpBankBooks(sandbox.url).statement();
  expect(statement.map(movement => movement.key).toSorted()).toEqual(requests.map(request => request.key).toSorted());
});

test("a torn last entry is cut off and reported at the start", async () => {
  await httpPaymentGateway(sandbox.url).refund(refundOf(keyNo(1)));
  await httpPaymentGateway(sandbox.url).refund(refundOf(keyNo(2)));
  await sandbox.kill();
  const file = join(folder, "bank.jsonl");
  await truncate(file, (await stat(file)).size - 5);
  sandbox = await startSandboxProcess({ journalDir: folder });
  expect(sandbox.tornBytes["bank"]).toBeGreaterThan(0);
  expect(await httpPaymentGateway(sandbox.url).find(keyNo(2))).toBeNull();
  expect((await httpBankBooks(sandbox.url).statement()).map(movement => movement.key)).toEqual([keyNo(1)]);
});

describe("what goes wrong on the line", () => {
  test("silence beyond the time-out is an unknown outcome, and the refund may have happened", async () => {
    await httpSandboxMischief(sandbox.url).set({
      seed: 1,
      rules: [{ methods: ["refund"], calls: { kind: "next", count: 1 }, act: { kind: "slow", ms: 400 } }],
    });
    const hasty = httpPaymentGateway(sandbox.url, { timeoutMs: 50 });
    await expect(hasty.refund(refundOf(keyNo(1)))).rejects.toThrow(GatewayUnavailable);
    await expect.poll(() => httpPaymentGateway(sandbox.url).find(keyNo(1)), { timeout: 5000 }).toMatchObject({ kind: "done" });
  });

  test("nobody listening is an unknown outcome", async () => {
    await sandbox.stop();
    await expect(httpPaymentGateway(sandbox.url).refund(refundOf(keyNo(1)))).rejects.toThrow(GatewayUnavailable);
  });

  test("a known key with another amount is our mistake, not a fault of the line", async () => {
    const gateway = httpPaymentGateway(sandbox.url);
    await gateway.refund(refundOf(keyNo(1)));
    const mistaken = gateway.refund(refundOf(keyNo(1), { amountMinor: 1n }));
    await expect(mistaken).rejects.toThrow(/used for another request/);
    await expect(mistaken).rejects.not.toBeInstanceOf(GatewayUnavailable);
  });
});

test("the scans of a parcel are called back with the token that was agreed", async () => {
  const told: { readonly token: string | undefined; readonly body: string }[] = [];
  const listener = createServer((request, response) => {
    let body = "";
    request.on("data", chunk => {
      body += chunk;
    });
    request.on("end", () => {
      told.push({ token: request.headers.authorization, body });
      response.writeHead(told.length === 1 ? 503 : 204).end();
    });
  });
  await new Promise<void>(resolve => listener.listen(0, "127.0.0.1", resolve));
  const callbackUrl = `http://127.0.0.1:${(listener.address() as AddressInfo).port}/told`;
  const telling = await startSandboxProcess({ journalDir: null, callbackUrl, callbackToken: "agreed" });
  const scan = { trackingNo: "HOST-9", code: "signed", at: instant(STARTED_AT), carrier: "sf" } as const;
  await httpCarrierBooks(telling.url).advance(scan);
  await expect.poll(() => told.length, { timeout: 5000 }).toBe(2);
  expect(told.every(({ token }) => token === "Bearer agreed")).toBe(true);
  expect(JSON.parse(told[1]?.body ?? "")).toEqual({ kind: "tracking", noticeId: "HOST-9-1", ...scan });
  await telling.stop();
  listener.close();
});
