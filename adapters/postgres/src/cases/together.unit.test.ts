import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isTakenBack, together } from "./together.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

/** Statements that come back when they are told to. */
const held = () => {
  const sent: { readonly asks: readonly string[]; readonly comesBack: () => void }[] = [];
  const send = together<string, string>({
    keyOf: ask => (ask.startsWith("alone") ? null : ask.slice(0, 1)),
    run: asks => {
      let comesBack = (): void => undefined;
      const back = new Promise<void>(resolve => {
        comesBack = resolve;
      });
      sent.push({ asks, comesBack: () => comesBack() });
      return asks.map(async ask => {
        await back;
        return `answer to ${ask}`;
      });
    },
  });
  return { send, sent, asks: () => sent.map(one => one.asks) };
};

/** Everything that waits for nothing but its turn has had it. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

test("who comes to an idle store leaves at once and alone", () => {
  const { send, asks } = held();
  void send("a1");
  expect(asks()).toEqual([["a1"]]);
});

test("who comes while a statement is out leaves with the next, the first that came before the others, each with its own answer", async () => {
  const { send, sent, asks } = held();
  const answers = ["a1", "a2", "b1", "a3", "b2"].map(send);
  expect(asks()).toEqual([["a1"]]);
  sent[0]?.comesBack();
  await turns();
  expect(asks()).toEqual([["a1"], ["a2", "a3"]]);
  sent[1]?.comesBack();
  await turns();
  expect(asks()).toEqual([["a1"], ["a2", "a3"], ["b1", "b2"]]);
  sent[2]?.comesBack();
  expect(await Promise.all(answers)).toEqual(["a1", "a2", "b1", "a3", "b2"].map(ask => `answer to ${ask}`));
});

test("who travels alone takes nobody along, and keeps its turn", async () => {
  const { send, sent, asks } = held();
  for (const ask of ["a1", "alone1", "a2", "alone2"]) void send(ask);
  for (const last of [["alone1"], ["a2"], ["alone2"]]) {
    sent.at(-1)?.comesBack();
    await turns();
    expect(asks().at(-1)).toEqual(last);
  }
});

test("no more than sixteen share a statement", async () => {
  const { send, sent, asks } = held();
  for (let place = 0; place < 19; place += 1) void send(`a${place}`);
  sent[0]?.comesBack();
  await turns();
  expect(asks().at(-1)).toHaveLength(16);
  sent[1]?.comesBack();
  await turns();
  expect(asks().at(-1)).toEqual(["a17", "a18"]);
});

test("a statement that waits for something stands in nobody's way for long, and lets nobody out a second time when it comes back", async () => {
  const { send, sent, asks } = held();
  const slow = send("a1");
  void send("a2");
  vi.advanceTimersByTime(24);
  expect(asks()).toEqual([["a1"]]);
  vi.advanceTimersByTime(1);
  expect(asks()).toEqual([["a1"], ["a2"]]);
  void send("a3");
  sent[0]?.comesBack();
  expect(await slow).toBe("answer to a1");
  await turns();
  expect(asks()).toEqual([["a1"], ["a2"]]);
  sent[1]?.comesBack();
  await turns();
  expect(asks()).toEqual([["a1"], ["a2"], ["a3"]]);
});

test("one that fails takes no place from those after it", async () => {
  const send = together<string, string>({
    keyOf: () => null,
    run: asks => asks.map(async ask => (ask === "bad" ? Promise.reject(new Error("no")) : ask)),
  });
  const all = await Promise.allSettled(["bad", "bad", "bad", "good"].map(send));
  expect(all.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected", "fulfilled"]);
});

test("only what PostgreSQL took back is certain not to have happened", () => {
  const said = (code: string) => Object.assign(new Error("said"), { code });
  expect(["23505", "40P01", "22021"].map(code => isTakenBack(said(code)))).toEqual([true, true, true]);
  expect(["08006", "57P01", "ECONNRESET"].map(code => isTakenBack(said(code)))).toEqual([false, false, false]);
  expect(isTakenBack(new Error("Connection terminated unexpectedly"))).toBe(false);
});
