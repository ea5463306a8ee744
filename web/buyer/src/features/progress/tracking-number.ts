/** Pasted numbers come with blanks and in small letters; carriers print neither. */
export const tidyTrackingNo = (typed: string): string => typed.replaceAll(/[^\x21-\x7e]/g, "").toUpperCase();

/** Carriers in mainland China print 10 to 20 digits or letters (SF1234567890123, JT5123456789012). What looks otherwise is asked about once, never refused. */
export const isLikelyTrackingNo = (trackingNo: string): boolean => /^(?=.*\d{6})[A-Z0-9-]{10,20}$/.test(trackingNo);

/** The place in our list of carriers whose numbers begin so; null where a beginning says nothing. */
export const carrierOf = (trackingNo: string): number | null =>
  BEGINNINGS.find(([beginning]) => trackingNo.startsWith(beginning))?.[1] ?? null;

const BEGINNINGS = [
  ["SF", 0],
  ["ZTO", 1],
  ["YT", 2],
  ["JT", 5],
  ["JD", 6],
] as const;
