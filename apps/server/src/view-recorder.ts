import { setTimeout as wait } from "node:timers/promises";
import type { Instant } from "@amends/domain/kernel/time";
import type { PersonView } from "@amends/flows/personal-data-ports";

type Recorded = PersonView & { readonly at: Instant };

export type ViewRecorder = {
  readonly viewed: (view: PersonView) => void;
  /** Writes what is waiting; answers when it is on record. */
  readonly flush: () => Promise<void>;
};

/** A view is on record within a second (design: personal data); half of that leaves room for the write. */
const FLUSH_AFTER_MS = 500;

/**
 * Views come with every page of an agent, so they are written together and never on the way of an answer. A batch that could not be written waits for the
 * next; what a killed process had not written yet is lost, which a reveal, written in its own transaction, never is.
 */
export const createViewRecorder = (
  write: (views: readonly Recorded[]) => Promise<void>,
  now: () => Instant,
  onFault: (name: string, fault: unknown) => void,
): ViewRecorder => {
  let waiting: Recorded[] = [];
  let isScheduled = false;
  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    try {
      await write(batch);
    } catch (fault) {
      waiting = [...batch, ...waiting];
      onFault("access log", fault);
    }
  };
  const flushSoon = async (): Promise<void> => {
    await wait(FLUSH_AFTER_MS, undefined, { ref: false });
    isScheduled = false;
    await flush();
  };
  return {
    viewed: view => {
      waiting.push({ ...view, at: now() });
      if (isScheduled) return;
      isScheduled = true;
      void flushSoon();
    },
    flush,
  };
};
