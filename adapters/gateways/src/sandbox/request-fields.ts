import { type EffectId, isId } from "@amends/domain/kernel/ids";
import { type Currency, isCurrency, type Minor } from "@amends/domain/kernel/money";
import { type Instant, instant } from "@amends/domain/kernel/time";
import { TENDER_KINDS, type TenderKind } from "@amends/domain/order/order-facts";
import { SandboxMisused } from "./partner.ts";

/** Reads the fields of a request that came over HTTP; a missing or wrong one is named and nothing is booked. */
export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (value: unknown): Fields => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new SandboxMisused("the body must be an object");
  return Object.fromEntries(Object.entries(value));
};

export const textIn = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === "string" ? value : wrong(name, "a text");
};

export const textOrNullIn = (fields: Fields, name: string): string | null => (fields[name] == null ? null : textIn(fields, name));

export const effectIdIn = (fields: Fields, name: string): EffectId => {
  const value = textIn(fields, name);
  return isId("effect", value) ? value : wrong(name, "the id of an effect");
};

export const minorIn = (fields: Fields, name: string): Minor => {
  const value = fields[name];
  return typeof value === "bigint" ? value : wrong(name, "minor units as a string of digits");
};

export const currencyIn = (fields: Fields, name: string): Currency => {
  const value = textIn(fields, name);
  return isCurrency(value) ? value : wrong(name, "an ISO 4217 code");
};

export const tenderKindIn = (fields: Fields, name: string): TenderKind =>
  TENDER_KINDS.find(kind => kind === fields[name]) ?? wrong(name, `one of ${TENDER_KINDS.join(", ")}`);

export const countIn = (fields: Fields, name: string): number => {
  const value = fields[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : wrong(name, "a whole number, 0 or more");
};

export const instantIn = (fields: Fields, name: string): Instant => instant(countIn(fields, name));

export const listIn = (fields: Fields, name: string): readonly Fields[] => {
  const value = fields[name];
  return Array.isArray(value) ? value.map(fieldsOf) : wrong(name, "a list");
};

const wrong = (name: string, wanted: string): never => {
  throw new SandboxMisused(`field ${name} must be ${wanted}`);
};
