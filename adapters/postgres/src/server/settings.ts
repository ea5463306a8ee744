import { totalmem } from "node:os";

export type Settings = Readonly<Record<string, string>>;

/**
 * What we set on every start, as command-line options: the file in the data folder stays PostgreSQL's own.
 * Durability is never traded here: fsync, full_page_writes and synchronous_commit are on whatever the file says.
 */
export const defaultSettings = (): Settings => ({
  listen_addresses: "127.0.0.1",
  fsync: "on",
  full_page_writes: "on",
  synchronous_commit: "on",
  max_connections: "100",
  shared_buffers: `${sharedBuffersMb()}MB`,
  effective_cache_size: `${Math.max(256, Math.floor(memoryMb() / 2))}MB`,
  min_wal_size: "256MB",
  max_wal_size: "2GB",
  checkpoint_timeout: "15min",
  random_page_cost: "1.1",
  jit: "off",
  shared_preload_libraries: "pg_stat_statements",
  timezone: "UTC",
  log_timezone: "UTC",
  // Values of rows must not reach the log: they may be about a person. Terse drops the DETAIL line, "panic" drops the statement.
  log_error_verbosity: "terse",
  log_min_error_statement: "panic",
  log_line_prefix: "%m [%p] ",
});

const memoryMb = (): number => Math.floor(totalmem() / 1024 / 1024);

/** An eighth of the memory, at most half a gigabyte: the same machine also runs our server. */
const sharedBuffersMb = (): number => Math.min(512, Math.max(64, Math.floor(memoryMb() / 8)));

export const asArguments = (settings: Settings): readonly string[] =>
  Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);

/** What the kernel takes for the path of a Unix socket, with the zero byte at its end: 104 on macOS, 108 on Linux. */
const SOCKET_PATH_BYTES_MOST = 104;
const SOCKET_NAME = "/.s.PGSQL.65535";

/**
 * A socket in the server's own folder, which nobody else may enter, and which needs no network between two processes of one machine. Where the path is too
 * long for the kernel, or holds the comma that parts folders in this setting, there is none, and TCP does.
 */
export const socketSettings = (clusterFolder: string): Settings => {
  const fits = Buffer.byteLength(clusterFolder + SOCKET_NAME) < SOCKET_PATH_BYTES_MOST;
  const has = process.platform !== "win32" && fits && !/[,"]/.test(clusterFolder);
  return { unix_socket_directories: has ? clusterFolder : "", unix_socket_permissions: "0700" };
};
