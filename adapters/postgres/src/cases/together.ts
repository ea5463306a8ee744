export type Together<Q, R> = {
  /** Begins what was asked, in one statement where it can, and promises each its own answer. */
  readonly run: (asks: readonly Q[]) => readonly Promise<R>[];
  /** Asks with the same key may share a statement; null travels alone. */
  readonly keyOf: (ask: Q) => unknown;
};

/**
 * How many statements are out before others wait for one to come back. With one alone, a row that somebody holds would stand in everybody's way; with many,
 * nothing would ever wait, and each would pay for a statement of its own.
 */
const OUT_MAX = 2;
/** A statement of this many takes some ten milliseconds: nobody should have to wait longer for it. */
const TOGETHER_MAX = 16;

/**
 * Asks that wait at the same time travel together: while `OUT_MAX` statements are out, whatever comes leaves with the next. Nobody waits for company: an
 * ask that finds a place free leaves at once. The first that came leaves first, with all that may go with it.
 */
export const together = <Q, R>({ run, keyOf }: Together<Q, R>): ((ask: Q) => Promise<R>) => {
  type Waiting = { readonly ask: Q; readonly key: unknown; readonly settle: (answer: Promise<R>) => void };
  let waiting: readonly Waiting[] = [];
  let out = 0;

  const leave = (): void => {
    const [first] = waiting;
    if (first === undefined || out >= OUT_MAX) return;
    const company = first.key === null ? [first] : waiting.filter(({ key }) => key === first.key).slice(0, TOGETHER_MAX);
    waiting = waiting.filter(one => !company.includes(one));
    out += 1;
    const answers = run(company.map(({ ask }) => ask));
    for (const [index, { settle }] of company.entries()) {
      const answer = answers[index];
      if (answer === undefined) throw new Error("broken invariant: every ask is promised an answer");
      settle(answer);
    }
    void Promise.allSettled(answers).then(() => {
      out -= 1;
      leave();
    });
  };

  return ask =>
    new Promise(settle => {
      waiting = [...waiting, { ask, key: keyOf(ask), settle }];
      leave();
    });
};

/** What PostgreSQL says of a statement it has taken back whole: one of those that shared it may be at fault, the others are not. */
export const isTakenBack = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && TAKEN_BACK.includes(error.code.slice(0, 2));

/** Classes of SQLSTATE: bad data, a constraint, a conflict between transactions. A connection that broke is none of them: nobody knows what became of it. */
const TAKEN_BACK = ["22", "23", "40"];
