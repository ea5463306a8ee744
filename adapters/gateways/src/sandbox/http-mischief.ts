import { type CallOptions, httpPartner } from "./http-call.ts";
import type { Mischief } from "./mischief.ts";

/** Sets what the sandbox process does wrong from now on; `NO_MISCHIEF` ends it. A restart forgets it, what is pending stays pending. */
export const httpSandboxMischief = (url: string, options?: CallOptions): { set(mischief: Mischief): Promise<void> } => {
  const sandbox = httpPartner(url, options);
  return { set: mischief => sandbox.read("/sandbox/mischief", mischief) };
};
