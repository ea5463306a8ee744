import type { Expression } from "../policy/expression.ts";
import type { NoticePack } from "./choose-notice.ts";
import { DEFAULT_SETTINGS, MUST_HEAR, type MustHear, type NoticeLanguage } from "./notice.ts";

/** Ways to somebody at a desk: the list in the console, and mail to the address they sign in with. */
export const DESK_WAYS = ["inbox", "email"] as const;
export type DeskWay = (typeof DESK_WAYS)[number];

/** One sort of news a role hears of; `kind` is the text it is told by. `ways` are those of the rules, for who chose none. */
export type DeskKind = {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly ways: readonly DeskWay[];
  readonly mustHear: MustHear;
};

/** How one account wants to hear. A kind that is not named comes as the rules say. */
export type DeskSettings = {
  readonly ways: Readonly<Record<string, readonly DeskWay[]>>;
  readonly language: NoticeLanguage;
  readonly quietFromMinute: number;
  readonly quietToMinute: number;
};

export const DEFAULT_DESK_SETTINGS: DeskSettings = {
  ways: {},
  language: DEFAULT_SETTINGS.language,
  quietFromMinute: DEFAULT_SETTINGS.quietFromMinute,
  quietToMinute: DEFAULT_SETTINGS.quietToMinute,
};

/** What a role hears of by the pack's rows, in their order; rows that are told by one text are one kind. */
export const deskKindsOf = ({ tables }: NoticePack, role: string): readonly DeskKind[] => {
  const kinds = new Map<string, DeskKind>();
  for (const { results, meta } of tables.get("notices")?.rows ?? []) {
    const written = (field: string) => textsIn(results.find(result => result.field === field)?.expression);
    const [kind] = written("template");
    if (kind === undefined || !written("roles").includes(role)) continue;
    const before = kinds.get(kind);
    const ways: readonly DeskWay[] = written("channels").includes("email") ? DESK_WAYS : ["inbox"];
    const mustHear = graver(before?.mustHear ?? "no", MUST_HEAR.find(word => word === written("mustHear")[0]) ?? "no");
    kinds.set(kind, { kind, zh: before?.zh ?? meta.zh, en: before?.en ?? meta.en, ways: joined(before?.ways ?? [], ways), mustHear });
  }
  return [...kinds.values()];
};

const textsIn = (expression: Expression | undefined): readonly string[] => {
  if (expression?.kind === "list") return expression.items.flatMap(textsIn);
  return expression?.kind === "literal" && typeof expression.value === "string" ? [expression.value] : [];
};

const graver = (one: MustHear, other: MustHear): MustHear => (one === "no" ? other : one);
const joined = (one: readonly DeskWay[], other: readonly DeskWay[]) => DESK_WAYS.filter(way => one.includes(way) || other.includes(way));

/** How somebody hears of a kind: as they chose, and where they must hear of it by no way less than the rules name. */
export const waysOf = ({ kind, ways, mustHear }: DeskKind, settings: DeskSettings): readonly DeskWay[] => {
  const chosen = Object.hasOwn(settings.ways, kind) ? (settings.ways[kind] ?? ways) : ways;
  return mustHear === "no" ? chosen : joined(chosen, ways);
};

/** The first kind that a choice would silence though it must be heard; null where it silences none. */
export const silencedIn = (kinds: readonly DeskKind[], chosen: DeskSettings["ways"]): DeskKind | null =>
  kinds.find(({ kind, ways, mustHear }) => mustHear !== "no" && ways.some(way => chosen[kind]?.includes(way) === false)) ?? null;
