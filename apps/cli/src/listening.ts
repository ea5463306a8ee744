import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { CliError } from "./cli-error.ts";

type Address = { readonly host: string; readonly port: number };

const TRIES = 20;
const BETWEEN_MS = 100;

/**
 * Before anything is started: a taken port is found out here and not after a database was made. A server that is just ending keeps its port for a
 * moment; whoever restarts should not have to wait by hand.
 */
export const refuseTakenPort = async (address: Address): Promise<void> => {
  if (address.port === 0) return;
  for (let attempt = 1; ; attempt += 1) {
    const fault = await tryToListen(address);
    if (fault === null) return;
    const known = explainedListenFault(fault, address);
    if (known.code !== "port_in_use" || attempt === TRIES) throw known;
    await sleep(BETWEEN_MS);
  }
};

const tryToListen = ({ host, port }: Address): Promise<NodeJS.ErrnoException | null> =>
  new Promise(resolve => {
    const probe = createServer();
    probe.once("error", resolve);
    probe.listen({ host, port }, () => probe.close(() => resolve(null)));
  });

/** Anything else is thrown as it is. */
export const explainedListenFault = (fault: unknown, { host, port }: Address): CliError => {
  const code = fault instanceof Error && "code" in fault ? fault.code : undefined;
  if (code === "EADDRINUSE")
    return new CliError("port_in_use", `Port ${port} on ${host} is taken.`, "Choose another with --port, or stop what uses it.");
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
    return new CliError("address_not_available", `This machine has no address ${host}.`, "Use 127.0.0.1 or 0.0.0.0.");
  if (code === "EACCES") return new CliError("port_not_allowed", `Port ${port} may not be used by this account.`, "Choose one above 1023.");
  throw fault;
};
