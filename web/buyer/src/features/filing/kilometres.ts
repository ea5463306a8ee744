const MOST_KM = 10_000_000;
const WHOLE = /^\d{1,8}$/;

/** As an odometer shows it: whole kilometres, with or without the commas people put in. Null while it is none. */
export const kilometresOf = (text: string): number | null => {
  const digits = text.replace(/[,，\s]/g, "");
  return WHOLE.test(digits) && Number(digits) <= MOST_KM ? Number(digits) : null;
};
