import type { Id, IdKind } from "@amends/domain/kernel/ids";
import { type Currency, isCurrency } from "@amends/domain/kernel/money";
import { type Instant, instant as toInstant } from "@amends/domain/kernel/time";
import { z } from "zod";

/**
 * The primitives every route is written with. Each has a wire form (its input) and a domain form (its output); `decode` and `encode` are exact inverses.
 * Objects are `z.strictObject`: a field nobody reads is refused with its pointer instead of being dropped in silence.
 */

/** Crockford base 32 without i, l, o, u: the body of a public id. */
const ID_BODY = "[0-9a-hjkmnp-tv-z]{24}";

export const id = <const K extends IdKind>(kind: K): z.ZodType<Id<K>, string> =>
  z
    .string()
    .regex(new RegExp(`^${kind}_${ID_BODY}$`))
    .meta({ "x-id-kind": kind, examples: [`${kind}_01jd7v8k2m0f9q3r5s7t9v1x`] }) as unknown as z.ZodType<Id<K>, string>;

/** The n-th thing of a case (its effects): the case's own body and three characters more. */
export const ordinalId = <const K extends IdKind>(kind: K): z.ZodType<Id<K>, string> =>
  z
    .string()
    .regex(new RegExp(`^${kind}_${ID_BODY}[0-9a-hjkmnp-tv-z]{3}$`))
    .meta({ "x-id-kind": kind, examples: [`${kind}_01jd7v8k2m0f9q3r5s7t9v1x001`] }) as unknown as z.ZodType<Id<K>, string>;

/** Something to be carried out: the n-th that a case asked for, or what a newer word about its order asks. */
export const effectId = z.union([ordinalId("effect"), id("effect")]);

/** Control characters have no business in a text, and PostgreSQL refuses U+0000. Tab and line breaks stay. */
const NO_CONTROLS = /^(?:\P{Cc}|[\t\n\r])*$/u;
const NOT_BLANK = /\S/;

/** What a person or a host wrote: not blank, at most `lengthMax` characters. */
export const text = (lengthMax: number) => z.string().min(1).max(lengthMax).regex(NO_CONTROLS).regex(NOT_BLANK);

/** An identifier that belongs to someone else's system: opaque, printable, no blanks. */
export const externalId = z.string().regex(/^[\x21-\x7e]{1,128}$/);

export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ examples: ["CNY"] }) as unknown as z.ZodType<Currency, string>;

export type Amount = { readonly amountMinor: bigint; readonly currency: Currency };

/** Whole minor units (分): `{ "amount": 5990, "currency": "CNY" }` is ¥59.90. Bounded by what a double holds exactly. */
export const amount = z
  .codec(
    z.strictObject({ amount: z.int().min(0), currency: z.string().regex(/^[A-Z]{3}$/) }),
    z.custom<Amount>(value => isAmount(value)),
    {
      decode: wire => ({ amountMinor: BigInt(wire.amount), currency: wire.currency as Currency }),
      encode: value => ({ amount: Number(value.amountMinor), currency: value.currency }),
    },
  )
  .meta({ id: "Amount" });

/** A sum that may be below nothing: above it towards whoever the sum is about, below it away from them. */
export const signedAmount = z
  .codec(
    z.strictObject({ amount: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) }),
    z.custom<Amount>(value => isAmount(value)),
    {
      decode: wire => ({ amountMinor: BigInt(wire.amount), currency: wire.currency as Currency }),
      encode: value => ({ amount: Number(value.amountMinor), currency: value.currency }),
    },
  )
  .meta({ id: "SignedAmount" });

const isAmount = (value: unknown): value is Amount =>
  typeof value === "object" &&
  value !== null &&
  "amountMinor" in value &&
  typeof value.amountMinor === "bigint" &&
  "currency" in value &&
  typeof value.currency === "string" &&
  isCurrency(value.currency);

/** ISO 8601 with offset; what is finer than a millisecond is cut off. Written in UTC. */
export const instant = z
  .codec(
    z.iso.datetime({ offset: true }),
    z.custom<Instant>(value => typeof value === "number" && Number.isSafeInteger(value)),
    { decode: wire => toInstant(Date.parse(wire)), encode: value => new Date(value).toISOString() },
  )
  .meta({ id: "Instant", examples: ["2026-11-21T18:00:00.000+08:00"] });

export const email = z
  .string()
  .max(254)
  .regex(/^[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+$/);

/** A whole number written in a query string. */
export const queryInteger = (min: number, max: number) =>
  z
    .codec(z.string().regex(/^-?\d{1,15}$/), z.int().min(min).max(max), { decode: wire => Number(wire), encode: value => String(value) })
    .meta({ type: "integer", minimum: min, maximum: max });

/** Ten tonnes: beyond that somebody wrote milligrams. */
export const GRAMS_MAX = 10_000_000;
export const grams = z.int().min(1).max(GRAMS_MAX);

export const list = <Item extends z.ZodType>(item: Item, countMax: number) => z.array(item).max(countMax);

export const PAGE_SIZE_MAX = 200;
export const PAGE_SIZE_DEFAULT = 50;

/** Opaque: it may only be sent back as it came. */
export const cursor = z.string().regex(/^[A-Za-z0-9_-]{1,1024}$/);

/** Spread into a list route's query: `z.strictObject({ ...pageQuery, status: … })`. */
export const pageQuery = { cursor: cursor.optional(), limit: queryInteger(1, PAGE_SIZE_MAX).default(PAGE_SIZE_DEFAULT) } as const;

export const page = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({ items: z.array(item).max(PAGE_SIZE_MAX), nextCursor: cursor.nullable() });
