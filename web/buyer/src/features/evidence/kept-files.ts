import { id } from "@amends/contract/wire";
import { FILE_KINDS } from "@amends/domain/evidence/evidence-file";
import { del, entries, set } from "idb-keyval";
import { z } from "zod";

const keptFile = z.object({
  key: z.int(),
  kind: z.enum(FILE_KINDS),
  content: z.instanceof(Blob),
  fileId: id("file").nullable(),
  keptAt: z.number(),
});
export type KeptFile = Omit<z.output<typeof keptFile>, "keptAt">;

/** What no case names goes from the server after a day; on the phone it lies no longer. */
const LIFE_MS = 24 * 3_600_000;
const nameOf = (place: string, key: number): string => `${place}/${key}`;

/** A picture that waits to be filed, with where it is on the server. A phone that cannot keep it loses it with the page, as before. */
export const keepFile = (place: string | null, { key, kind, content, fileId }: KeptFile): void => {
  if (place !== null) set(nameOf(place, key), { key, kind, content, fileId, keptAt: Date.now() }).catch(nothing);
};

export const dropKeptFile = (place: string | null, key: number): void => {
  if (place !== null) del(nameOf(place, key)).catch(nothing);
};

/** Those of one place, in the order they were taken. What has outlived its use goes, whichever place it was for. */
export const keptFiles = async (place: string | null): Promise<readonly KeptFile[]> => {
  if (place === null) return [];
  const found: KeptFile[] = [];
  for (const [name, value] of await entries().catch(() => [])) {
    const parsed = keptFile.safeParse(value);
    if (!parsed.success || Date.now() - parsed.data.keptAt >= LIFE_MS) del(name).catch(nothing);
    else if (name === nameOf(place, parsed.data.key)) found.push(parsed.data);
  }
  return found.toSorted((left, right) => left.key - right.key);
};

const nothing = (): void => undefined;
