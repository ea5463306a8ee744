import { compiledPack } from "../policy/read-pack.ts";

/** Compiled once for a test file: reading and compiling takes longer than thousands of decisions. */
export const BASE = compiledPack("policies/base");
