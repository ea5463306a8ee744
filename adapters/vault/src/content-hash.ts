import { createHash } from "node:crypto";

/** SHA-256 of a text's UTF-8 bytes, in hex. Only for texts without personal data: it has no salt. */
export const contentHash = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
