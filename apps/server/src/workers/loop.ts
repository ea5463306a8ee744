/** Work that is looked for again and again, never twice at the same time. */
export type Loop = {
  readonly name: string;
  /** Look now, or as soon as the look under way has ended. */
  readonly wake: () => void;
  /** How it stands: when a look last ended well, by `performance.now()` (the start, until one has), and how many have failed since. */
  readonly standing: () => LoopStanding;
  /** No look begins after this; resolves when the one under way has ended. */
  readonly stop: () => Promise<void>;
};

export type LoopStanding = { readonly turnedAt: number; readonly pollMs: number; readonly faults: number };

export type LoopOptions = {
  readonly name: string;
  /** One look. Gives the milliseconds after which to look again; null = the poll. */
  readonly turn: () => Promise<number | null>;
  /** Stands behind every wake-up: a lost one costs no more than this. */
  readonly pollMs: number;
  /** Wake-ups that come thicker than this share a look. */
  readonly gapMs: number;
  readonly onFault: (name: string, fault: unknown) => void;
};

const FAULT_WAIT_MS_MAX = 30_000;

export const startLoop = ({ name, turn, pollMs, gapMs, onFault }: LoopOptions): Loop => {
  let state: "resting" | "looking" | "stopped" = "resting";
  let isWanted = false;
  let faults = 0;
  let turned = performance.now();
  let lookedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let look: Promise<void> = Promise.resolve();

  const lookIn = (ms: number): void => {
    clearTimeout(timer);
    if (state !== "resting") return;
    if (ms <= 0) look = begin();
    else timer = setTimeout(() => lookIn(0), ms);
  };
  const begin = async (): Promise<void> => {
    state = "looking";
    isWanted = false;
    lookedAt = performance.now();
    const nextMs = await turnSafely();
    if (state !== "looking") return;
    state = "resting";
    // While something is broken only time brings the next look: the database that is coming back is not hammered by wake-ups.
    lookIn(isWanted && faults === 0 ? restOfGap() : nextMs);
  };
  const turnSafely = async (): Promise<number> => {
    try {
      const nextMs = (await turn()) ?? pollMs;
      faults = 0;
      turned = performance.now();
      return Math.min(nextMs, pollMs);
    } catch (fault) {
      onFault(name, fault);
      faults += 1;
      return Math.min(FAULT_WAIT_MS_MAX, pollMs * 2 ** Math.min(faults, 10));
    }
  };
  const restOfGap = (): number => Math.max(0, Math.ceil(lookedAt + gapMs - performance.now()));
  const first = setImmediate(() => lookIn(0));
  return {
    name,
    wake: () => {
      isWanted = true;
      if (state === "resting" && faults === 0) lookIn(restOfGap());
    },
    standing: () => ({ turnedAt: turned, pollMs, faults }),
    stop: async () => {
      state = "stopped";
      clearImmediate(first);
      clearTimeout(timer);
      await look;
    },
  };
};
