import type { PostalContact } from "./postal-contact.ts";

/** What may be shown without an unmasking on record. A mask hides length too, where the length tells something. */
export const TEXT_KINDS = ["name", "phone", "email", "address", "message"] as const;
export type TextKind = (typeof TEXT_KINDS)[number];

const HIDDEN = "***";

/** 张三丰 → 张** */
export const maskName = (name: string): string => {
  const [first] = name.trim();
  return first === undefined ? "" : `${first}**`;
};

/** 13812341234 → 138****1234; a short number keeps only its last two digits. */
export const maskPhone = (phone: string): string => {
  const digits = phone.replace(/\D/g, "");
  if (digits.length < 8) return `****${digits.slice(-2)}`;
  return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
};

/** zhang@example.com → z***@example.com */
export const maskEmail = (email: string): string => {
  const at = email.lastIndexOf("@");
  const [first] = email;
  return at < 1 || first === undefined ? HIDDEN : `${first}${HIDDEN}${email.slice(at)}`;
};

const PROVINCE = /^[^省市区]{2,8}?(?:省|自治区|特别行政区)/;
const CITY = /^[^区县镇村路街号]{1,10}?(?:市|自治州|地区|盟)/;

/** 浙江省杭州市西湖区文三路 → 浙江省杭州市***; what is not written that way is hidden whole. */
export const maskAddress = (address: string): string => {
  const text = address.replace(/\s/g, "");
  const province = PROVINCE.exec(text)?.[0] ?? "";
  const city = CITY.exec(text.slice(province.length))?.[0] ?? "";
  return `${province}${city}${HIDDEN}`;
};

/** Nobody can say what a free text gives away. */
export const maskMessage = (_message: string): string => HIDDEN;

export const maskContact = (contact: PostalContact): PostalContact => ({
  name: maskName(contact.name),
  phone: contact.phone === null ? null : maskPhone(contact.phone),
  region: maskAddress(`${contact.region}${contact.detail}`),
  detail: "",
});

const PHONE = /^(?:\+?\d{1,3}[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}$/;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Whether a text that should be an id is a mobile number or an e-mail address. Order numbers of 11 digits must not be asked: they look alike. */
export const looksPersonal = (id: string): boolean => PHONE.test(id) || EMAIL.test(id);
