import { leaseEffects, type RunEffectsPorts, runEffect } from "@amends/flows/run-effects";
import { createPump, type Pump } from "./pump.ts";

export type EffectPumpOptions = {
  readonly ports: RunEffectsPorts;
  /** Calls to partners at the same time. */
  readonly hands: number;
  /** Hands are free again and there may be more to do. */
  readonly onRoom: () => void;
  /** No hand is free, and there may be more to do. */
  readonly onFull: () => void;
  readonly onFault: (name: string, fault: unknown) => void;
};

export const createEffectPump = ({ ports, hands, onRoom, onFull, onFault }: EffectPumpOptions): Pump =>
  createPump({
    lease: most => leaseEffects(ports, most),
    run: async effect => {
      const how = await runEffect(ports, effect);
      if (how === "parked")
        onFault("effects", new Error(`${effect.effectId} was parked after too many faults; a person has to look at it`));
    },
    hands,
    onRoom,
    onFull,
    onFault: fault => onFault("effects", fault),
  });
