/**
 * Number of the evaluator, floors and refund maths together. It goes up when any decision in `test/fixtures/decisions` would come out otherwise, and
 * the evaluator it replaces stays, so that every stored decision can be replayed by the one that made it (design: replay).
 */
export const ENGINE = 1;
