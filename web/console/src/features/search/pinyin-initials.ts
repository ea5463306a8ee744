/** The first character of each letter in the order of Chinese dictionaries; no syllable begins with I, U or V. */
const FIRST_OF = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀";
const LETTERS = "abcdefghjklmnopqrstwxyz";
const IN_ORDER = new Intl.Collator("zh-Hans-CN-u-co-pinyin");

/** `商家规则` → `sjgz`; what is not Chinese stays, in small letters. A character with two readings has its commonest. */
export const pinyinInitials = (text: string): string => [...text].map(initialOf).join("").toLowerCase();

const initialOf = (character: string): string => {
  if (!/\p{Script=Han}/u.test(character)) return character;
  const index = [...FIRST_OF].findLastIndex(first => IN_ORDER.compare(first, character) <= 0);
  return LETTERS[index] ?? character;
};
