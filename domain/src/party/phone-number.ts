/**
 * One form for one telephone, so that the same person is found however the host wrote it: digits only, the mainland's country code dropped,
 * other country codes kept with their plus. null where no telephone can be read.
 */
export const normalPhone = (text: string): string | null => {
  const abroad = /^\s*(\+|00)/.test(text);
  const digits = text.replace(/\D/g, "").replace(abroad ? /^00/ : /^$/, "");
  if (digits.length < 5 || digits.length > 20) return null;
  if (abroad) return digits.startsWith("86") ? digits.slice(2) : `+${digits}`;
  return digits.length === 13 && digits.startsWith("86") ? digits.slice(2) : digits;
};
