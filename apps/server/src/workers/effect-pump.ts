import type { LeasedEffect } from "@amends/flows/case-ports";
import { leaseEffects, type RunEffectsPorts, runEffect } from "@amends/flows/run-effects";

export type EffectPump = {
  /** Leases as many as there are hands free and starts them. */
  readonly turn: () => Promise<null>;
  readonly underWay: () => number;
  /** Resolves when all that were started have ended. */
  readonly idle: () => Promise<void>;
};

export type EffectPumpOptions = {
  readonly ports: RunEffectsPorts;
  /** Calls to partners at the same time. */
  readonly hands: number;
  /** Hands are free again and there may be more to do. */
  readonly onRoom: () => void;
  readonly onFault: (name: string, fault: unknown) => void;
};

/** A partner that is slow keeps the hands that call it, and no others: each effect ends by itself and not with its batch. */
export const createEffectPump = ({ ports, hands, onRoom, onFault }: EffectPumpOptions): EffectPump => {
  const underWay = new Set<Promise<void>>();
  let mayHaveMore = false;

  const start = (effect: LeasedEffect): void => {
    const run = runEffect(ports, effect).then(
      how => {
        if (how === "parked")
          onFault("effects", new Error(`${effect.effectId} was parked after too many faults; a person has to look at it`));
      },
      // Not even the fault could be written down. The lease runs out and gives the effect back.
      fault => onFault("effects", fault),
    );
    const ended = run.then(() => {
      underWay.delete(ended);
      if (mayHaveMore && underWay.size <= hands / 2) onRoom();
    });
    underWay.add(ended);
  };
  return {
    turn: async () => {
      const free = hands - underWay.size;
      if (free <= 0) return null;
      const leased = await leaseEffects(ports, free);
      mayHaveMore = leased.length === free;
      for (const effect of leased) start(effect);
      return null;
    },
    underWay: () => underWay.size,
    idle: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
};
