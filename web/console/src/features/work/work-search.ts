import { SEVERITIES, type Severity } from "@amends/domain/triage/severity";
import { WORK_KINDS, type WorkKind } from "@amends/domain/work/work-item";

export const WORK_VIEWS = ["mine", "waiting", "put_off", "open"] as const;
export type WorkView = (typeof WORK_VIEWS)[number];

/** What the queue shows, as it stands in the address: a link to a queue is a link to the same queue. */
export type WorkSearch = {
  readonly view?: WorkView;
  readonly class?: number;
  readonly team?: string;
  readonly kind?: WorkKind;
  readonly skill?: string;
  readonly severity?: Severity;
  readonly breaching?: "soon";
};

const oneOf = <T>(values: readonly T[], given: unknown): T | undefined => values.find(value => value === given);
/** Teams and skills are words of the rules; one that they do not know shows an empty queue. */
const word = (given: unknown): string | undefined => (typeof given === "string" && /^[a-z0-9_]{1,50}$/.test(given) ? given : undefined);

/** Whatever an address says that is no filter is left out. */
export const readWorkSearch = (given: Readonly<Record<string, unknown>>): WorkSearch =>
  withFilter(
    {},
    {
      view: oneOf(WORK_VIEWS, given["view"]),
      class: oneOf([1, 2, 3, 4], given["class"]),
      team: word(given["team"]),
      kind: oneOf(WORK_KINDS, given["kind"]),
      skill: word(given["skill"]),
      severity: oneOf(SEVERITIES, given["severity"]),
      breaching: oneOf(["soon"] as const, given["breaching"]),
    },
  );

type Change = { readonly [K in keyof WorkSearch]?: WorkSearch[K] | undefined };

/** A filter that is set to nothing goes out of the address. */
export const withFilter = (search: WorkSearch, change: Change): WorkSearch =>
  Object.fromEntries(Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined));
