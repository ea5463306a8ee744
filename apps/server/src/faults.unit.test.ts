import { fastify } from "fastify";
import { expect, test } from "vitest";
import { faultOf } from "./faults.ts";

const answered = async (error: unknown): Promise<readonly [code: string, isOurs: boolean]> => {
  const server = fastify();
  let fault: ReturnType<typeof faultOf> | undefined;
  server.get("/", async request => {
    fault = faultOf(error, request, { bytesMax: 0, received: "", expected: "" });
    return "";
  });
  await server.inject("/");
  await server.close();
  return [String(fault?.refusal.code), fault?.isOurs === true];
};

const said = (code: string, message = "it happened") => Object.assign(new Error(message), { code });

test("a database without room, memory or a working disk is a moment to wait, not a fault of the caller's request", async () => {
  for (const code of ["53100", "53200", "53300", "58030", "57P03"])
    expect(await answered(said(code, "could not extend file: No space left on device"))).toEqual(["temporarily_unavailable", true]);
  expect(await answered(said("23505"))).toEqual(["internal_error", true]);
});
