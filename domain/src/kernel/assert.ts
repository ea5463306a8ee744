/** Stops the flow when *we* are wrong. What a user may do wrong is a value (`Rejected`), never this. */
export function assert(holds: boolean, claim: string): asserts holds {
  if (!holds) throw new Error(`broken invariant: ${claim}`);
}
