import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import { fromWire, toWire } from "./wire.ts";

/**
 * An append-only file of JSON lines: a partner's books. Durable when the promise resolves. All entries that arrive while a write is under way share
 * the next one (group commit), in the order they came. Fail-stop: after one failed write or sync every later call rejects, because nobody knows what
 * the file holds; the process must start again and read it. One process may hold a file at a time.
 */
export type Journal = {
  /** What the file held when it was opened. */
  readonly entries: readonly unknown[];
  /** Bytes of an unfinished last line that were cut off at opening: an entry nobody was ever told of. */
  readonly tornBytes: number;
  append(entry: object): Promise<void>;
  /** Resolves when everything appended so far is durable. */
  synced(): Promise<void>;
  close(): Promise<void>;
};

export const memoryJournal = (): Journal => ({
  entries: [],
  tornBytes: 0,
  append: () => Promise.resolve(),
  synced: () => Promise.resolve(),
  close: () => Promise.resolve(),
});

export const openJournal = async (path: string): Promise<Journal> => {
  await mkdir(dirname(path), { recursive: true });
  const handle = await open(path, "a+");
  await syncFolder(dirname(path));
  const { entries, tornBytes } = await recover(handle, path);
  return { entries, tornBytes, ...groupCommit(handle) };
};

/** A crash leaves at most a last line without its end: the process died before the sync, so nobody was answered and it may go. */
const recover = async (handle: FileHandle, path: string): Promise<{ entries: readonly unknown[]; tornBytes: number }> => {
  const bytes = await handle.readFile();
  const wholeBytes = bytes.lastIndexOf(NEWLINE) + 1;
  const tornBytes = bytes.length - wholeBytes;
  if (tornBytes > 0) {
    await handle.truncate(wholeBytes);
    await handle.datasync();
  }
  const lines = bytes.toString("utf8", 0, wholeBytes).split("\n").slice(0, -1);
  return { entries: lines.map((line, index) => readLine(line, path, index + 1)), tornBytes };
};

const readLine = (line: string, path: string, lineNo: number): unknown => {
  try {
    return fromWire(line);
  } catch (cause) {
    throw new Error(`journal ${path} is damaged at line ${lineNo}: restore the file, its books cannot be trusted`, { cause });
  }
};

const groupCommit = (handle: FileHandle): Pick<Journal, "append" | "synced" | "close"> => {
  let lines: string[] = [];
  let current: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;

  const commit = async (): Promise<void> => {
    const chunk = Buffer.from(lines.join(""));
    lines = [];
    await writeWhole(handle, chunk);
    await handle.datasync(); // The commit point: whoever waited on this batch may now be answered.
  };
  const begin = (): Promise<void> => {
    const batch = current.then(() => {
      current = batch;
      next = null;
      return commit();
    });
    // A caller that waits sees the failure; without this one, a batch nobody waits for would end the process instead.
    batch.catch(() => undefined);
    return batch;
  };
  const synced = (): Promise<void> => next ?? current;
  return {
    append: entry => {
      lines.push(`${toWire(entry)}\n`);
      next ??= begin();
      return next;
    },
    synced,
    close: async () => {
      await synced().finally(() => handle.close());
    },
  };
};

/** The system may take fewer bytes than it was given, on a full disk for one. */
const writeWhole = async (handle: FileHandle, chunk: Buffer): Promise<void> => {
  for (let offset = 0; offset < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, offset, chunk.length - offset);
    offset += bytesWritten;
  }
};

/** A new file's name is durable only when its folder is. */
const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, "r");
  await folder.sync().finally(() => folder.close());
};

const NEWLINE = 10;
