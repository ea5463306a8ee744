import { expect, test } from "vitest";
import { createPump } from "./pump.ts";

/** Pieces of work that end when they are told to, and what the pump said meanwhile. */
const pumpOf = (hands: number, waiting: number) => {
  const said: string[] = [];
  const ends: (() => void)[] = [];
  const pieces = Array.from({ length: waiting }, (_, piece) => piece);
  const pump = createPump<number>({
    lease: async most => pieces.splice(0, most),
    run: () => new Promise(resolve => ends.push(resolve)),
    hands,
    onRoom: () => said.push("room"),
    onFull: () => said.push("full"),
    onFault: fault => said.push(String(fault)),
  });
  return { pump, said, endOne: () => ends.shift()?.() };
};

test("while there are hands, nobody else is asked for theirs", async () => {
  const { pump, said } = pumpOf(3, 2);
  await pump.turn();
  await pump.turn();
  expect([pump.underWay(), said]).toEqual([2, []]);
});

test("with every hand taken others are told, and again for what comes meanwhile", async () => {
  const { pump, said, endOne } = pumpOf(2, 3);
  await pump.turn();
  expect(said).toEqual(["full"]);
  await pump.turn();
  expect([pump.underWay(), said]).toEqual([2, ["full", "full"]]);
  endOne();
  await expect.poll(() => said).toEqual(["full", "full", "room"]);
});
