import type { promiseLine } from "@amends/contract/views/case-view";
import type { z } from "zod";
import { formatAmount, type Money } from "../format/amount.ts";
import { dayAndClock, durationWords } from "../format/time.ts";
import { en } from "../words/en.ts";
import type { Language } from "../words/language.ts";
import { zh } from "../words/zh.ts";
import { type Urgency, urgencyOf } from "./urgency.ts";

export type PromiseLine = z.output<typeof promiseLine>;
export type Reader = "buyer" | "staff";

export type PromiseWords = {
  readonly who: string;
  readonly when: string | null;
  readonly otherwise: string | null;
  readonly urgency: Urgency;
  /** The moment that counts for this reader. */
  readonly dueAt: number | null;
};

type Context = {
  readonly now: number;
  readonly language: Language;
  readonly reader: Reader;
  readonly refund: Money;
  /** A chip has no room for the moment beside the time left, which stands in its title, and no heading over what happens otherwise. */
  readonly isShort?: boolean;
};

/**
 * Who must act, by when, what happens otherwise. A buyer is told when silence decides, staff when they should have acted; where the two differ, staff also
 * read how long silence still has.
 */
export const promiseWords = (promise: PromiseLine, { now, language, reader, refund, isShort = false }: Context): PromiseWords => {
  const words = language === "zh" ? zh : en;
  const dueAt = reader === "buyer" ? (promise.dueAt ?? promise.standardDueAt) : (promise.standardDueAt ?? promise.dueAt);
  return {
    who: words.owner[reader][promise.owner],
    when: dueAt === null ? null : whenWords(dueAt, now, reader === "buyer" && !isShort, language),
    otherwise: otherwiseWords(promise, dueAt, { now, language, reader, refund, isShort }),
    urgency: urgencyOf(promise.startedAt, dueAt, now),
    dueAt,
  };
};

const whenWords = (dueAt: number, now: number, withMoment: boolean, language: Language): string => {
  const words = language === "zh" ? zh : en;
  if (dueAt <= now) return words.promise.overdue(durationWords(now - dueAt, language));
  const left = words.promise.left(durationWords(dueAt - now, language));
  return withMoment ? words.promise.leftBy(left, dayAndClock(dueAt, now, language)) : left;
};

const otherwiseWords = (
  promise: PromiseLine,
  shownDueAt: number | null,
  { now, language, reader, refund, isShort }: Context,
): string | null => {
  if (promise.onTimeout === null) return null;
  const words = language === "zh" ? zh : en;
  const outcome = promise.onTimeout === "escalate" ? words.promise.escalate[reader] : outcomeWords(promise, language);
  const withMoney = isPromisingMoney(promise, refund) ? words.promise.withRefund(outcome, formatAmount(refund)) : outcome;
  const silenceLeftMs = promise.dueAt === null ? 0 : promise.dueAt - now;
  if (reader === "staff" && promise.dueAt !== shownDueAt && silenceLeftMs > 0)
    return words.promise.afterMore(durationWords(silenceLeftMs, language), withMoney);
  return isShort === true ? words.promise.onTimeout(withMoney) : words.promise.onTimeoutBelow(withMoney);
};

const outcomeWords = ({ stepType, onTimeout }: PromiseLine, language: Language): string => {
  const outcomes: Readonly<Record<string, string>> = (language === "zh" ? zh : en).outcome;
  return outcomes[`${stepType}.${onTimeout}`] ?? outcomes[onTimeout ?? ""] ?? onTimeout ?? "";
};

const isPromisingMoney = ({ stepType, onTimeout }: PromiseLine, refund: Money): boolean =>
  stepType === "review" && onTimeout === "approved" && refund.amountMinor > 0n;
