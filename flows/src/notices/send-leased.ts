import { addMs, HOUR_MS, SECOND_MS } from "@amends/domain/kernel/time";
import { backOffMs } from "../back-off.ts";
import type { Clock } from "../clock.ts";
import type { Policy, RunningOperation } from "../policy-port.ts";
import type { Chance } from "../seal-text.ts";
import type { Messengers, Outbox, SendOutcome, SkipCode } from "./notice-ports.ts";

export type SendingPorts = {
  readonly messengers: Messengers;
  readonly policy: Pick<Policy, "operation">;
  readonly clock: Clock;
  readonly chance: Chance;
};

/** Longer than any gateway is waited for. */
export const LEASE_MS = 60_000;
/** 5 s doubling to an hour: given up some six hours after the first try, when it is no news any more. */
const BACK_OFF = { firstMs: 5 * SECOND_MS, mostMs: HOUR_MS };
const TRIES_MAX = 15;
const FAULT_LENGTH_MAX = 200;

/** Sends what is due: leased together, then as `sendAll`. Gives how many were looked at. */
export const sendLeased = async <Send extends { readonly faults: number }>(
  ports: SendingPorts,
  outbox: Outbox<Send>,
  most: number,
  sendOne: (send: Send) => Promise<SendOutcome>,
): Promise<number> => {
  const sends = await outbox.lease(ports.clock.now(), LEASE_MS, most);
  await sendAll(ports, outbox, sends, sendOne);
  return sends.length;
};

/** What is leased already: sent side by side, settled together. */
export const sendAll = async <Send extends { readonly faults: number }>(
  ports: SendingPorts,
  outbox: Outbox<Send>,
  sends: readonly Send[],
  sendOne: (send: Send) => Promise<SendOutcome>,
): Promise<void> => {
  if (sends.length === 0) return;
  const trySend = async (send: Send): Promise<SendOutcome> => {
    try {
      return await sendOne(send);
    } catch (fault) {
      return afterFault(ports, send.faults + 1, faultText(fault));
    }
  };
  await outbox.settle(await Promise.all(sends.map(async send => ({ send, outcome: await trySend(send) }))));
};

export const skipped = (code: SkipCode): SendOutcome => ({ kind: "skipped", code });

export const operationOf = async (
  { policy, clock }: SendingPorts,
  { operationId }: Pick<RunningOperation, "operationId">,
): Promise<RunningOperation> => {
  const operation = await policy.operation(operationId, clock.now());
  if (operation === null) throw new Error(`broken invariant: ${operationId} has notices and exists`);
  return operation;
};

const afterFault = ({ clock, chance }: SendingPorts, tries: number, fault: string): SendOutcome =>
  tries >= TRIES_MAX ? { kind: "parked", fault } : { kind: "failed", until: addMs(clock.now(), backOffMs(BACK_OFF, tries, chance)), fault };

/** A server's words may repeat the address it did not like, so only the kind of the fault is kept. */
const faultText = (fault: unknown): string => {
  if (!(fault instanceof Error)) return "unknown";
  const code = "code" in fault ? `${String(fault.code)} ` : "";
  const said = "responseCode" in fault ? `${String(fault.responseCode)} ` : "";
  return `${fault.name} ${code}${said}`.trim().slice(0, FAULT_LENGTH_MAX);
};
