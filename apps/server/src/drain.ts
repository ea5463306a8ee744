import type { FastifyInstance } from "fastify";

/**
 * Stops taking requests, lets those under way finish, and after `msMax` cuts what is left (an open event stream never ends by itself).
 * Says whether everything ended in time.
 */
export const drain = async (server: FastifyInstance, msMax: number): Promise<"drained" | "cut"> => {
  let isCut = false;
  const timer = setTimeout(() => {
    isCut = true;
    server.server.closeAllConnections();
  }, msMax);
  try {
    await server.close();
    return isCut ? "cut" : "drained";
  } finally {
    clearTimeout(timer);
  }
};
