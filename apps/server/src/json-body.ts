import { duplicateFieldIn } from "@amends/contract/duplicate-field";
import { refuse } from "@amends/contract/errors";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Refused } from "./problems.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** A name comes from outside and is repeated in the answer: not at any length. */
const NAME_LENGTH_MAX = 64;

/** Deeper than any request of ours; a recursion over a bomb of brackets must end before the stack does. */
const DEPTH_MAX = 32;

/**
 * RFC 8259 to the letter: valid UTF-8 only. `__proto__` and `constructor.prototype` are refused, and so is text no database can hold (U+0000, lone
 * surrogates): better a clear refusal here than a failure at the commit. One name twice in one object is refused as well: a caller who means two things by
 * it would be told nothing.
 */
export const registerJsonBody = (server: FastifyInstance): void => {
  const parse = server.getDefaultJsonParser("error", "error");
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    const charset = charsetOf(request);
    if (!READ_CHARSETS.has(charset)) return done(new Refused(otherCharset(charset)), undefined);
    if (bytes.length === 0) return done(null, undefined);
    const text = decoded(bytes);
    if (text === undefined) return done(malformed("not_utf8"), undefined);
    parse(request, text, (error, value) => {
      if (error !== null) return done(malformed("syntax"), undefined);
      const fault = faultOf(value, 0, text.includes("\\u"));
      if (fault !== undefined) return done(malformed(fault), undefined);
      const twice = duplicateFieldIn(text, value);
      done(twice === undefined ? null : new Refused(refuse("duplicate_field", { name: twice.slice(0, NAME_LENGTH_MAX) })), value);
    });
  });
};

/** Fastify types the body of a buffer parser as text or bytes. */
const decoded = (bytes: string | Buffer): string | undefined => {
  if (typeof bytes === "string") return bytes;
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
};

const malformed = (reason: "not_utf8" | "syntax" | Fault): Refused => new Refused(refuse("malformed_json", { reason }));

/** With the `u` flag only a surrogate without its partner is a code point of this category. */
const LONE_SURROGATE = /\p{Cs}/u;

type Fault = "too_deep" | "unpaired_surrogate_or_nul";

const faultOf = (value: unknown, depth: number, hasEscapes: boolean): Fault | undefined => {
  if (typeof value === "string")
    return hasEscapes && (LONE_SURROGATE.test(value) || value.includes("\u0000")) ? "unpaired_surrogate_or_nul" : undefined;
  if (typeof value !== "object" || value === null) return undefined;
  if (depth >= DEPTH_MAX) return "too_deep";
  for (const [key, inner] of Object.entries(value)) {
    const fault = faultOf(key, depth, hasEscapes) ?? faultOf(inner, depth + 1, hasEscapes);
    if (fault !== undefined) return fault;
  }
  return undefined;
};

/** RFC 8259 knows no other encoding; ASCII is part of it. */
const READ_CHARSETS: ReadonlySet<string> = new Set(["", "utf-8", "utf8", "us-ascii"]);

const otherCharset = (charset: string) =>
  refuse("unsupported_media_type", {
    received: `application/json; charset=${charset.slice(0, 40)}`,
    expected: "application/json; charset=utf-8",
  });

const charsetOf = (request: FastifyRequest): string =>
  /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(request.headers["content-type"] ?? "")?.[1]?.toLowerCase() ?? "";

export const contentTypeOf = (request: FastifyRequest): string =>
  (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
