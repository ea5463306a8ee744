export type Pump = {
  /** Leases as many as there are hands free and starts them. */
  readonly turn: () => Promise<null>;
  readonly underWay: () => number;
  /** Resolves when all that were started have ended. */
  readonly idle: () => Promise<void>;
};

export type PumpOptions<Work> = {
  /** The transaction that leases has ended when this resolves. */
  readonly lease: (most: number) => Promise<readonly Work[]>;
  /** What it throws could not even be written down: the lease runs out and gives the work back. */
  readonly run: (work: Work) => Promise<void>;
  /** Calls outside at the same time. */
  readonly hands: number;
  /** Hands are free again and there may be more to do. */
  readonly onRoom: () => void;
  /** No hand is free, and there may be more to do. */
  readonly onFull?: () => void;
  readonly onFault: (fault: unknown) => void;
};

/** Whoever is slow keeps the hands that call them, and no others: each piece of work ends by itself and not with its batch. */
export const createPump = <Work>({ lease, run, hands, onRoom, onFull, onFault }: PumpOptions<Work>): Pump => {
  const underWay = new Set<Promise<void>>();
  let mayHaveMore = false;
  const start = (work: Work): void => {
    const ended = run(work)
      .catch(onFault)
      .then(() => {
        underWay.delete(ended);
        if (mayHaveMore && underWay.size <= hands / 2) onRoom();
      });
    underWay.add(ended);
  };
  return {
    turn: async () => {
      const free = hands - underWay.size;
      if (free <= 0) {
        onFull?.();
        return null;
      }
      const leased = await lease(free);
      mayHaveMore = leased.length === free;
      if (mayHaveMore) onFull?.();
      for (const work of leased) start(work);
      return null;
    },
    underWay: () => underWay.size,
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
};
