import { randomUUID } from "node:crypto";
import type { Act } from "./load.ts";

export const filingPath = "/v1/cases";

/** The commonest filing there is: one line of an order back within seven days, unopened, with a key against sending it twice. */
export const filingOf = (orderId: string) => ({
  body: JSON.stringify({
    orderId,
    serviceType: "return_refund",
    reason: "30.01",
    lines: [{ lineNo: 1, quantity: 1, condition: "unopened" }],
  }),
  headers: { "idempotency-key": randomUUID() },
});

/** Files on one order after another; when they run out the run was given too few. */
export const fileOn = (orders: readonly string[]): Act => {
  let next = 0;
  return async connection => {
    const orderId = orders[next];
    next += 1;
    if (orderId === undefined) throw new Error(OUT_OF_ORDERS);
    const { body, headers } = filingOf(orderId);
    const reply = await connection.post(filingPath, body, `idempotency-key: ${headers["idempotency-key"]}\r\n`);
    if (reply.status !== 201) throw new Error(`a filing was answered ${reply.status}: ${reply.body.slice(0, 300)}`);
  };
};

export const OUT_OF_ORDERS = "there are no more orders to file on";
