export type Together<Q, R> = {
  /** Begins what was asked, in one statement where it can, and promises each its own answer. */
  readonly run: (asks: readonly Q[]) => readonly Promise<R>[];
  /** Asks with the same key may share a statement; null travels alone. */
  readonly keyOf: (ask: Q) => unknown;
};

/**
 * A statement that is out for longer waits for something, a row in somebody's hands perhaps: from then on it stands in nobody's way. A statement of many
 * takes some ten milliseconds.
 */
const SLOW_MS = 25;
/** Nobody should have to wait for a longer statement than of so many. */
const TOGETHER_MAX = 16;

/**
 * Asks that wait at the same time travel together: while a statement is out, whatever comes leaves with the next. Nobody waits for company: an ask that
 * finds none out leaves at once. The first that came leaves first, with all that may go with it.
 */
export const together = <Q, R>({ run, keyOf }: Together<Q, R>): ((ask: Q) => Promise<R>) => {
  type Waiting = { readonly ask: Q; readonly key: unknown; readonly settle: (answer: Promise<R>) => void };
  let waiting: readonly Waiting[] = [];
  let isOut = false;

  const leave = (): void => {
    const [first] = waiting;
    if (first === undefined || isOut) return;
    const company = first.key === null ? [first] : waiting.filter(({ key }) => key === first.key).slice(0, TOGETHER_MAX);
    waiting = waiting.filter(one => !company.includes(one));
    isOut = true;
    const answers = run(company.map(({ ask }) => ask));
    for (const [index, { settle }] of company.entries()) {
      const answer = answers[index];
      if (answer === undefined) throw new Error("broken invariant: every ask is promised an answer");
      settle(answer);
    }
    let isOver = false;
    const over = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(slow);
      isOut = false;
      leave();
    };
    const slow = setTimeout(over, SLOW_MS);
    void Promise.allSettled(answers).then(over);
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
