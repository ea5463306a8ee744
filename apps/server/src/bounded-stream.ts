import { type Readable, Transform } from "node:stream";
import { refuse } from "@amends/contract/errors";
import { Refused } from "./problems.ts";

/** Fails with the refusal as soon as more than `bytesMax` arrive: Fastify bounds only bodies it parses itself, and a sender need not say a length. */
export const boundedStream = (source: Readable, bytesMax: number): Readable => {
  let bytes = 0;
  const bounded = new Transform({
    transform: (chunk: Buffer, _encoding, done) => {
      bytes += chunk.length;
      if (bytes > bytesMax) done(new Refused(refuse("body_too_large", { maxBytes: bytesMax })));
      else done(null, chunk);
    },
  });
  source.on("error", error => bounded.destroy(error));
  source.on("aborted", () => bounded.destroy(new Error("The sender ended before the body did.")));
  return source.pipe(bounded);
};
