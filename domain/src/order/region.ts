import type { PostalContact } from "../party/postal-contact.ts";
import { CHINA_REGIONS } from "./china-regions.ts";

/** ISO 3166-2: `CN-ZJ`, `BR-SP`, `US-CA`. A province or state is shared by millions and names nobody. */
const ISO_CODE = /^[A-Z]{2}-[A-Z0-9]{1,3}$/;

/** 行政区划代码 of a province or of anything in it: 33, 330000, 330106, with a township's nine digits, with a village's twelve. */
const CHINA_NUMBER = /^(\d{2})(?:\d{4}(?:\d{3}){0,2})?$/;

/** Prefectures and counties that begin like a province: 海南藏族自治州, 河南蒙古族自治县. */
const NOT_THE_PROVINCE = /^(?:藏族|蒙古族|州|县)/;

/** The region a host means: by ISO 3166-2, by the Chinese number, or by an address that begins with a Chinese province. Null where it is none of them. */
export const regionOf = (written: string): string | null => {
  const text = written.replace(/\s/g, "");
  if (ISO_CODE.test(text)) return isKnownOrForeign(text) ? text : null;
  const number = CHINA_NUMBER.exec(text)?.[1];
  const found = CHINA_REGIONS.find(region => (number === undefined ? beginsWith(text, region.zh) : region.number === number));
  return found?.code ?? null;
};

/** Where the goods went, as the host says it; else as the address begins. */
export const regionOfOrder = (order: { readonly region: string | null; readonly recipient: PostalContact | null }): string | null =>
  order.region ?? (order.recipient === null ? null : regionOf(order.recipient.region));

const isKnownOrForeign = (code: string): boolean => !code.startsWith("CN-") || CHINA_REGIONS.some(region => region.code === code);

const beginsWith = (text: string, name: string): boolean => text.startsWith(name) && !NOT_THE_PROVINCE.test(text.slice(name.length));
