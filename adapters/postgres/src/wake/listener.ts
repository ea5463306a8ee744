import { keepConnection } from "./standing-connection.ts";
import { WAKE_CHANNEL, WAKE_REASONS, type WakeReason } from "./wake-reason.ts";

export type Listener = { readonly close: () => Promise<void> };

/** Hears what other servers have to say. After each connection it wakes for everything, since words said meanwhile are lost. */
export const listen = (options: {
  readonly url: string;
  readonly origin: string;
  readonly onWake: (reason: WakeReason) => void;
  readonly onFault: (fault: unknown) => void;
}): Listener => {
  const connection = keepConnection({
    url: options.url,
    name: "amends listen",
    prepare: async client => {
      client.on("notification", ({ payload = "" }) => {
        const [word, origin] = payload.split(" ");
        const reason = WAKE_REASONS.find(candidate => candidate === word);
        if (reason !== undefined && origin !== options.origin) options.onWake(reason);
      });
      await client.query(`listen ${WAKE_CHANNEL}`);
    },
    onConnected: () => {
      for (const reason of WAKE_REASONS) options.onWake(reason);
    },
    onFault: options.onFault,
  });
  return { close: connection.close };
};
