import type { Chance } from "./seal-text.ts";

export type BackOff = { readonly firstMs: number; readonly mostMs: number };

const DOUBLINGS_MAX = 30;

/** How long to wait after the nth try: doubling up to a bound, then between a half and the whole of it, so that what failed together does not return together. */
export const backOffMs = ({ firstMs, mostMs }: BackOff, tries: number, chance: Chance): number => {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(Math.max(0, tries - 1), DOUBLINGS_MAX));
  const [drawn = 0] = chance(1);
  return Math.round((full * (256 + drawn)) / 512);
};
