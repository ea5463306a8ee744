const WHOLE_BASIS_POINTS = 10_000;

/**
 * The share that is bad, in basis points, from counts in any one unit (pieces, grams). Rounded up, so that a share above a step of a tier table never
 * falls back onto it. Null while the two do not make a share.
 */
export const badShareOf = (bad: string, of: string): number | null => {
  const [badCount, allCount] = [wholeOf(bad), wholeOf(of)];
  if (badCount === null || allCount === null || badCount === 0 || badCount > allCount) return null;
  return Math.ceil((badCount * WHOLE_BASIS_POINTS) / allCount);
};

const WHOLE = /^\d{1,7}$/;
const wholeOf = (text: string): number | null => (WHOLE.test(text.trim()) ? Number(text.trim()) : null);
