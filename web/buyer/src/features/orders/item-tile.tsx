import { useBuyerWords } from "../../words/use-buyer-words.ts";

type Props = { readonly name: string; readonly category?: string };

/** Stands where the host has given no picture: the department's character, or the name's first. */
export const ItemTile = ({ name, category }: Props) => {
  const { categories } = useBuyerWords();
  const department = category?.split(".")[0];
  const glyph = (department === undefined ? undefined : categories[department]) ?? [...name.replaceAll(/^[\p{P}\s]+/gu, "")][0] ?? "·";
  return (
    <span className="tile" aria-hidden="true">
      {glyph}
    </span>
  );
};
