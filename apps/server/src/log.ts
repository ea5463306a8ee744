import type { ServerConfig } from "./config.ts";

/**
 * Lines hold no personal data: no address, no query, no header, no body. Of an error only what our own code or the database says *about* it; PostgreSQL
 * puts the values of a row into `detail` and `where`, which are left out.
 */
export const loggerOptions = ({ logLevel, logStream }: Pick<ServerConfig, "logLevel" | "logStream">) => ({
  level: logLevel,
  ...(logStream === undefined ? {} : { stream: logStream }),
  base: null,
  serializers: {
    req: () => ({}),
    res: () => ({}),
    err: (error: Error & { readonly code?: unknown; readonly constraint?: unknown }) => ({
      type: error.name,
      code: error.code,
      constraint: error.constraint,
      message: error.message,
      stack: error.stack ?? "",
    }),
  },
});
