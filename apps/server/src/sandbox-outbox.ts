import type { SendCode } from "@amends/flows/identity/ports";

export type OutboxMessage = Parameters<SendCode>[0];

const KEPT_MAX = 200;

/** Where codes go until a messaging gateway is configured: nowhere but this list, from which an operator of a sandbox reads them. */
export const createSandboxOutbox = (): { readonly sendCode: SendCode; readonly messages: () => readonly OutboxMessage[] } => {
  const messages: OutboxMessage[] = [];
  return {
    sendCode: async message => {
      messages.push(message);
      if (messages.length > KEPT_MAX) messages.shift();
      return { kind: "sent", sentTo: "sandbox" };
    },
    messages: () => messages,
  };
};
