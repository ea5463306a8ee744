import type { RunningPack } from "@amends/domain/case/bind-rules";
import { findPack, type StoredPack } from "@amends/postgres/packs/pack-store";
import type pg from "pg";
import { compiled, TAKEN_BEFORE } from "./compile-pack.ts";

/** Packs that run, by their hash, with the files they were made from. */
export type KnownPacks = {
  /** At hand, or out of the store: what decided once is kept for ever, so not finding it is our own mistake. */
  readonly byHash: (packHash: string) => Promise<RunningPack>;
  readonly contentOf: (running: RunningPack) => StoredPack;
  readonly keep: (running: RunningPack, content: StoredPack) => void;
  readonly forget: (packHash: string) => void;
};

/** `standIn`: what fills the tables an older pack knows nothing of; asked when one is read. */
export const createKnownPacks = (pool: pg.Pool, standIn: () => RunningPack | undefined): KnownPacks => {
  const kept = new Map<string, { readonly running: RunningPack; readonly content: StoredPack }>();
  const keep: KnownPacks["keep"] = (running, content) => {
    kept.set(running.pack.hash, { running, content });
  };
  return {
    byHash: async packHash => {
      const atHand = kept.get(packHash);
      if (atHand !== undefined) return atHand.running;
      const stored = await findPack(pool, packHash);
      if (stored === null) throw new Error(`broken invariant: the pack ${packHash} decided something and is stored`);
      const filling = standIn()?.pack;
      const running = compiled(packHash, stored, { ...TAKEN_BEFORE, ...(filling === undefined ? {} : { standIn: filling }) });
      // Under the name it was asked for by: a pack is never looked for under another.
      kept.set(packHash, { running, content: stored });
      return running;
    },
    contentOf: ({ pack: { hash } }) => {
      const found = kept.get(hash);
      if (found === undefined) throw new Error(`broken invariant: ${hash} is kept with what it was made from`);
      return found.content;
    },
    keep,
    forget: packHash => {
      kept.delete(packHash);
    },
  };
};
