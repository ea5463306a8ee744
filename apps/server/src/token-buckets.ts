import { type Instant, SECOND_MS } from "@amends/domain/kernel/time";

export type BucketSize = { readonly burst: number; readonly perSecond: number };

type Bucket = { tokens: number; at: Instant };

/** Enough for every address of a busy hour; beyond it the longest untouched are forgotten, which only ever gives a caller a full bucket. */
const KEYS_MAX = 50_000;

export type TokenBuckets = {
  /** 0 when a token was taken; otherwise the whole seconds until there is one. */
  take(key: string, size: BucketSize, now: Instant): number;
  giveBack(key: string): void;
};

/** Token buckets in this process's memory: with several servers each grants its own share, which is bound enough against abuse. */
export const createTokenBuckets = (keysMax: number = KEYS_MAX): TokenBuckets => {
  const buckets = new Map<string, Bucket>();
  return {
    take: (key, size, now) => {
      const bucket = refilled(buckets.get(key), size, now);
      buckets.delete(key);
      buckets.set(key, bucket);
      if (buckets.size > keysMax) forgetOldest(buckets);
      if (bucket.tokens < 1) return Math.max(1, Math.ceil((1 - bucket.tokens) / size.perSecond));
      bucket.tokens -= 1;
      return 0;
    },
    giveBack: key => {
      const bucket = buckets.get(key);
      if (bucket !== undefined) bucket.tokens += 1;
    },
  };
};

const refilled = (bucket: Bucket | undefined, { burst, perSecond }: BucketSize, now: Instant): Bucket => {
  if (bucket === undefined) return { tokens: burst, at: now };
  const seconds = Math.max(0, now - bucket.at) / SECOND_MS;
  return { tokens: Math.min(burst, bucket.tokens + seconds * perSecond), at: now };
};

/** A Map keeps the order of insertion, and `take` re-inserts: the first is the longest untouched. */
const forgetOldest = (buckets: Map<string, Bucket>): void => {
  for (const key of buckets.keys()) {
    buckets.delete(key);
    return;
  }
};
