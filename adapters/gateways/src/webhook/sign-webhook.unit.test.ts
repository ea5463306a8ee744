import { expect, test } from "vitest";
import { newWebhookSecret, signWebhook } from "./sign-webhook.ts";

/** The vector that the reference libraries of Standard Webhooks are tested with. */
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const MESSAGE = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", atSeconds: 1_614_265_330, body: '{"test": 2432232314}' };
const SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

test("a message is signed as the published vector says", () => {
  expect(signWebhook([SECRET], MESSAGE)).toBe(SIGNATURE);
});

test("while two secrets are valid a message bears both signatures, so a receiver that knows either believes it", () => {
  const other = newWebhookSecret();
  const [first, second, ...more] = signWebhook([other, SECRET], MESSAGE).split(" ");
  expect(second).toBe(SIGNATURE);
  expect(first).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  expect(more).toEqual([]);
});

test("a new secret holds 32 bytes and no two are the same", () => {
  const secrets = Array.from({ length: 50 }, newWebhookSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const secret of secrets) expect(Buffer.from(secret.replace("whsec_", ""), "base64")).toHaveLength(32);
});
