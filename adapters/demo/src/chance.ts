/** Chance that can be had again: the same seed gives the same throws in the same order. */
export type Chance = {
  /** A whole number from `least` to `most`, both included. */
  readonly between: (least: number, most: number) => number;
  readonly oneOf: <T>(list: readonly T[]) => T;
  /** One of the values, each as often as its weight among all weights. */
  readonly weighted: <T>(choices: readonly (readonly [weight: number, value: T])[]) => T;
  readonly inThousand: (perMille: number) => boolean;
  /** A chance of its own for a part of the world, so that adding throws to one part leaves the others as they were. */
  readonly fork: (name: string) => Chance;
};

/** mulberry32: 32 bits of state are plenty for a few thousand orders. */
export const createChance = (seed: number): Chance => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (bound: number): number => next() % bound;
  const oneOf = <T>(list: readonly T[]): T => {
    const chosen = list[below(list.length)];
    if (chosen === undefined) throw new Error("broken invariant: chance is never asked to choose from nothing");
    return chosen;
  };
  return {
    between: (least, most) => least + below(most - least + 1),
    oneOf,
    weighted: choices => {
      let left = below(choices.reduce((sum, [weight]) => sum + weight, 0));
      const chosen = choices.find(([weight]) => {
        left -= weight;
        return left < 0;
      });
      return (chosen ?? oneOf(choices))[1];
    },
    inThousand: perMille => below(1000) < perMille,
    fork: name => createChance(hash(name, seed)),
  };
};

/** FNV-1a over the code units. */
const hash = (text: string, seed: number): number => {
  let value = (seed ^ 0x811c9dc5) >>> 0;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return value;
};
