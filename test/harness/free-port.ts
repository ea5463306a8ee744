import { createServer, type Server } from "node:net";

/** A port of this machine held open, until `close`. */
export type HeldPort = { readonly port: number; readonly close: () => Promise<void> };

export const holdPort = async (): Promise<HeldPort> => {
  const server = createServer();
  const port = await new Promise<number>(found => server.listen(0, "127.0.0.1", () => found(portOf(server))));
  return { port, close: () => new Promise(closed => server.close(() => closed())) };
};

export const findFreePort = async (): Promise<number> => {
  const { port, close } = await holdPort();
  await close();
  return port;
};

const portOf = (server: Server): number => {
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server does not listen on a port");
  return address.port;
};
