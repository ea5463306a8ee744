import { setTimeout as sleep } from "node:timers/promises";
import { type CanonicalValue, canonicalText } from "@amends/domain/kernel/canonical-json";
import type { EffectId } from "@amends/domain/kernel/ids";
import { addMs, type Instant } from "@amends/domain/kernel/time";
import type { Answer, GatewayRefusal, Refused } from "@amends/flows/gateway-ports";
import type { Journal } from "./journal.ts";
import { type MischiefAct, type Mischiefs, type PendingUntil, SandboxFault, type SandboxMethod } from "./mischief.ts";

export type Clock = () => Instant;

/** An answer that will not change any more. */
export type Final<T> = Exclude<Answer<T>, { readonly kind: "pending" }>;

/** What a partner decided on a call, and the note it makes of it in its own books. Both are one line of the journal: booked together or not at all. */
export type Decided<T, Note> = { readonly answer: Final<T>; readonly note: Note | null };

export type SettledNotice = { readonly key: EffectId; readonly answer: Final<object> };

/** The caller broke the contract; nothing was booked and repeating will not help. Over HTTP a 400. */
export class SandboxMisused extends Error {
  override readonly name = "SandboxMisused";
}

/** What every partner takes. Without a journal its books live in memory. */
export type PartnerOptions = {
  readonly clock: Clock;
  readonly journal?: Journal;
  readonly mischiefs?: Mischiefs;
  /** Told when something pending has ended by time. Who asked and got the end as the answer is not told again. */
  readonly onSettled?: (notice: SettledNotice) => void | Promise<void>;
};

/**
 * What all sandbox partners share: answers kept under their keys, own notes, one journal under both, and the mischief on the line.
 * State is a fold of notes: `apply` is called once for each, in the order of the journal, live and after a restart alike. Nobody is told of anything
 * that is not yet durable.
 */
export type Partner<Note> = {
  call<T extends object, H extends object = never>(call: PartnerCall<T, Note, H>): Promise<Answer<T> | H>;
  /** The answer under a key; `null` where the key never arrived. Typed by what the partner's `decide` can give. */
  find<T extends object>(key: EffectId): Promise<Answer<T> | null>;
  /** A note without an answer; the line may still fail. */
  tell(method: SandboxMethod, key: string, noteOf: () => Note | null): Promise<void>;
  note(note: Note): Promise<void>;
  read<T>(look: () => T): Promise<T>;
  /** The final answer under a key, without counting as a question. */
  answerUnder(key: EffectId): Final<object> | null;
  /** Ends what is pending until a time that has come, and calls back. */
  settleDue(): Promise<void>;
  callBack(method: SandboxMethod, key: string, send: () => void | Promise<void>): Promise<void>;
};

export type PartnerCall<T, Note, H = never> = {
  readonly method: SandboxMethod;
  readonly key: EffectId;
  /** What makes two calls the same: another content under a known key is misuse. */
  readonly asked: CanonicalValue;
  /** What keeps a call that is not known yet from being decided now. It is said and not kept: the same call may be made again. */
  readonly hindrance?: () => H | null;
  readonly decide: (at: Instant) => Decided<T, Note>;
};

type Settlement = { readonly kind: "finds"; readonly count: number } | { readonly kind: "at"; readonly at: Instant };
type Entry<Note> =
  | {
      readonly entry: "booked";
      readonly key: EffectId;
      readonly asked: CanonicalValue;
      readonly answer: Final<object>;
      readonly note: Note | null;
      readonly settle: Settlement | null;
    }
  | { readonly entry: "settled"; readonly key: EffectId; readonly at: Instant }
  | { readonly entry: "noted"; readonly note: Note };

/** `settle` is null once the answer is final. The questions counted towards `finds` start again after a restart. */
type Booking = { readonly asked: CanonicalValue; answer: Final<object>; settle: Settlement | null; finds: number };

export const refused = (code: GatewayRefusal, message: string): Refused => ({ kind: "refused", code, message });

export const createPartner = <Note>(options: {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly mischiefs: Mischiefs;
  readonly onSettled: NonNullable<PartnerOptions["onSettled"]>;
  readonly apply: (note: Note) => void;
}): Partner<Note> => {
  const { clock, journal, mischiefs, apply } = options;
  const bookings = new Map<EffectId, Booking>();
  const pending = new Set<EffectId>();

  const replay = (entry: Entry<Note>): void => {
    switch (entry.entry) {
      case "booked":
        bookings.set(entry.key, { asked: entry.asked, answer: entry.answer, settle: entry.settle, finds: 0 });
        if (entry.settle !== null) pending.add(entry.key);
        if (entry.note !== null) apply(entry.note);
        return;
      case "settled":
        pending.delete(entry.key);
        settle(bookings, entry);
        return;
      case "noted":
        apply(entry.note);
        return;
    }
  };
  const write = (entry: Entry<Note>): Promise<void> => {
    replay(entry);
    return journal.append(entry);
  };
  // The journal is this partner's own file, written by `write` alone.
  for (const entry of journal.entries) replay(entry as Entry<Note>);

  const look = (key: EffectId, booking: Booking): Answer<object> => {
    booking.finds += 1;
    const endedAt = endOf(booking, clock());
    if (endedAt !== null) void write({ entry: "settled", key, at: endedAt });
    return booking.settle === null ? booking.answer : { kind: "pending" };
  };
  const book = ({ key, asked, hindrance, decide }: PartnerCall<object, Note, object>, acts: readonly MischiefAct[]): object => {
    const known = bookings.get(key);
    if (known !== undefined) {
      if (canonicalText(known.asked) !== canonicalText(asked))
        throw new SandboxMisused(`key ${key} was used for another request: use a new key`);
      return look(key, known);
    }
    const hindered = hindrance?.() ?? null;
    if (hindered !== null) return hindered;
    const at = clock();
    const { answer, note } = toldToRefuse(acts) ?? decide(at);
    const delay = acts.find(act => act.kind === "pending");
    const settlement = delay === undefined ? null : settlementOf(delay.until, at);
    void write({ entry: "booked", key, asked, answer, note, settle: settlement });
    return settlement === null ? answer : { kind: "pending" };
  };
  const onLine = async <T>(method: SandboxMethod, key: string, act: (acts: readonly MischiefAct[]) => T): Promise<T> => {
    const acts = mischiefs.draw(method, key);
    await before(method, acts);
    if (acts.some(({ kind }) => kind === "twice")) act(acts);
    const result = act(acts);
    await journal.synced();
    after(method, acts);
    return result;
  };
  return {
    // The cast holds because `asked` names the method: a known key answers only the method whose `decide` made the answer.
    call: <T extends object, H extends object = never>(call: PartnerCall<T, Note, H>) =>
      onLine(call.method, call.key, acts => book(call, acts)) as Promise<Answer<T> | H>,
    find: <T extends object>(key: EffectId) =>
      onLine("find", key, () => {
        const booking = bookings.get(key);
        return booking === undefined ? null : look(key, booking);
      }) as Promise<Answer<T> | null>,
    tell: (method, key, noteOf) =>
      onLine(method, key, () => {
        const note = noteOf();
        if (note !== null) void write({ entry: "noted", note });
      }),
    note: note => write({ entry: "noted", note }),
    read: async look => {
      const seen = look();
      await journal.synced();
      return seen;
    },
    answerUnder: key => (pending.has(key) ? null : (bookings.get(key)?.answer ?? null)),
    settleDue: async () => {
      for (const key of pending) {
        const booking = bookings.get(key);
        if (booking?.settle?.kind !== "at" || booking.settle.at > clock()) continue;
        await write({ entry: "settled", key, at: booking.settle.at });
        await sendBack(mischiefs, "settled", key, () => options.onSettled({ key, answer: booking.answer }));
      }
    },
    callBack: (method, key, send) => sendBack(mischiefs, method, key, send),
  };
};

const settle = (bookings: ReadonlyMap<EffectId, Booking>, { key, at }: { readonly key: EffectId; readonly at: Instant }): void => {
  const booking = bookings.get(key);
  if (booking === undefined) throw new Error(`broken invariant: ${key} settles but was never booked`);
  if (booking.answer.kind === "done") booking.answer = { ...booking.answer, at };
  booking.settle = null;
};

/** When a pending booking ends with this look at it; `null` while it does not. */
const endOf = ({ settle: settlement, finds }: Booking, now: Instant): Instant | null => {
  if (settlement === null) return null;
  if (settlement.kind === "at") return settlement.at <= now ? settlement.at : null;
  return finds >= settlement.count ? now : null;
};

const settlementOf = (until: PendingUntil, at: Instant): Settlement =>
  until.kind === "finds" ? until : { kind: "at", at: addMs(at, until.ms) };

const toldToRefuse = (acts: readonly MischiefAct[]): Decided<never, never> | null => {
  const act = acts.find(candidate => candidate.kind === "refuse");
  return act === undefined ? null : { answer: refused(act.code, "sandbox: refused, as it was told to"), note: null };
};

const before = async (method: SandboxMethod, acts: readonly MischiefAct[]): Promise<void> => {
  for (const act of acts) if (act.kind === "slow") await sleep(act.ms);
  if (acts.some(({ kind }) => kind === "fail_before")) throw new SandboxFault("server_error", method);
};

const after = (method: SandboxMethod, acts: readonly MischiefAct[]): void => {
  if (acts.some(({ kind }) => kind === "lose_answer")) throw new SandboxFault("connection_cut", method);
  if (acts.some(({ kind }) => kind === "fail_after")) throw new SandboxFault("server_error", method);
};

const sendBack = async (mischiefs: Mischiefs, method: SandboxMethod, key: string, send: () => void | Promise<void>): Promise<void> => {
  const acts = mischiefs.draw(method, key);
  for (const act of acts) if (act.kind === "slow") await sleep(act.ms);
  if (acts.some(({ kind }) => kind === "lose_answer")) return;
  await send();
  if (acts.some(({ kind }) => kind === "twice")) await send();
};
