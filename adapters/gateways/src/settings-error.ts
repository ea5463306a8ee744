/** A setting that cannot work. Says which one, what is wrong and what to write; never the value, which may be a secret. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly place: string;
  readonly problem: string;
  readonly expected: string;
  constructor(place: string, problem: string, expected: string) {
    super(`${place} ${problem}; expected ${expected}`);
    this.place = place;
    this.problem = problem;
    this.expected = expected;
  }
}
