/** The key of the last row of a page, opaque to callers. It holds nothing the page itself did not show. */
export const cursorOf = (key: readonly (string | number)[]): string => Buffer.from(JSON.stringify(key), "utf8").toString("base64url");

/** Empty for no cursor and for one we did not make: a list then starts at its beginning. */
export const keyOfCursor = (cursor: string | undefined): readonly (string | number)[] => {
  if (cursor === undefined) return [];
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    return Array.isArray(key) && key.every(part => typeof part === "string" || typeof part === "number") ? key : [];
  } catch {
    return [];
  }
};
