/** What a command gets from the process it runs in. The result goes to `out`, everything for people's eyes to `err`. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  /** Replaces the last line on a terminal; null where there is none. */
  readonly rewrite: ((line: string) => void) | null;
};

export type Command = {
  readonly usage: string;
  readonly run: (args: readonly string[], surroundings: Surroundings) => Promise<number>;
};
