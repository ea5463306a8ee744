import { shopZone } from "./shop-clock.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const offsetMs = (): number => shopZone().offsetMinutes * MINUTE_MS;

/** As a `datetime-local` field holds it, in the operation's zone: 2026-11-23T18:00. */
export const toLocalInput = (at: number): string => new Date(at + offsetMs()).toISOString().slice(0, 16);

/** What such a field holds, as ms since the epoch; null while it holds nothing. */
export const fromLocalInput = (text: string): number | null => {
  const ms = Date.parse(`${text}:00Z`);
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) && !Number.isNaN(ms) ? ms - offsetMs() : null;
};

/** 00:00 of the day that `at` falls on in the operation's zone. */
export const startOfShopDay = (at: number): number => Math.floor((at + offsetMs()) / DAY_MS) * DAY_MS - offsetMs();

/** Monday 00:00 of the week that `at` falls in. 1970-01-01 was a Thursday. */
export const startOfShopWeek = (at: number): number => {
  const day = Math.floor((at + offsetMs()) / DAY_MS);
  const sinceMonday = (((day + 3) % 7) + 7) % 7;
  return (day - sinceMonday) * DAY_MS - offsetMs();
};
