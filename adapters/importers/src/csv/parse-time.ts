import * as z from "zod";

/** Reads a written time into ISO 8601 with an offset, or null. */
export type TimeReader = (text: string) => string | null;

/** The first format that fits is taken. A day that does not exist is no time. */
export const createTimeReader = (formats: readonly string[], offset: string): TimeReader => {
  const readers = formats.map(format => (format === "ISO" ? readIso : createFormatReader(format, offset)));
  return text => {
    for (const read of readers) {
      const iso = read(text);
      if (iso !== null) return iso;
    }
    return null;
  };
};

const ISO = z.iso.datetime({ offset: true });
const readIso: TimeReader = text => (ISO.safeParse(text).success ? text : null);

/** Excel writes months, days and hours with one digit or two; the doubled letter takes two only. */
const PARTS: Readonly<Record<string, string>> = {
  YYYY: "(?<year>\\d{4})",
  MM: "(?<month>\\d{2})",
  M: "(?<month>\\d{1,2})",
  DD: "(?<day>\\d{2})",
  D: "(?<day>\\d{1,2})",
  HH: "(?<hour>\\d{2})",
  H: "(?<hour>\\d{1,2})",
  mm: "(?<minute>\\d{2})",
  ss: "(?<second>\\d{2})",
};
const PART = /YYYY|MM|M|DD|D|HH|H|mm|ss|[^A-Za-z0-9]/g;

const createFormatReader = (format: string, offset: string): TimeReader => {
  const pattern = new RegExp(`^${format.replace(PART, part => PARTS[part] ?? part.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"))}$`);
  return text => {
    const { year = "", month = "", day = "", hour = "", minute = "", second = "" } = pattern.exec(text)?.groups ?? {};
    const two = (digits: string): string => digits.padStart(2, "0");
    const civil = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`;
    return isReal(civil) ? `${civil}${offset}` : null;
  };
};

/** The engine turns the 31st of April into the 1st of May: what it gives back must be what was written. */
const isReal = (civil: string): boolean => {
  const at = Date.parse(`${civil}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(civil);
};
