import type { OperationId } from "@amends/domain/kernel/ids";
import type { NoticeChannel } from "@amends/domain/notice/notice";
import { maskEmail, maskPhone } from "@amends/domain/party/masking";
import type { Message, Messenger } from "@amends/flows/notices/notice-ports";

/** As it stands on a screen: to whom is masked, since a sandbox may hold real people's orders. */
export type SandboxMessage = Omit<Message, "to"> & { readonly channel: NoticeChannel; readonly sentTo: string };

export type SandboxMessages = {
  readonly messengers: Readonly<Record<NoticeChannel, Messenger>>;
  /** The newest last. */
  readonly of: (operationId: OperationId) => readonly SandboxMessage[];
  /** Every call to a channel fails like this until told otherwise. */
  readonly failWith: (channel: NoticeChannel, fault: Error | null) => void;
};

const KEPT_MAX = 500;

/** Where messages go until a gateway is configured: nowhere but this list, in memory alone. A message that was sent is not sent again under its key. */
export const createSandboxMessages = (): SandboxMessages => {
  const kept = new Map<string, SandboxMessage>();
  const faults = new Map<NoticeChannel, Error>();
  const messenger = (channel: NoticeChannel): Messenger => ({
    send: async ({ to, ...message }) => {
      const fault = faults.get(channel);
      if (fault !== undefined) throw fault;
      if (kept.has(message.key)) return { kind: "sent" };
      kept.set(message.key, { ...message, channel, sentTo: MASK[channel](to) });
      const [oldest] = kept.keys();
      if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
      return { kind: "sent" };
    },
  });
  return {
    messengers: { email: messenger("email"), sms: messenger("sms"), wechat: messenger("wechat") },
    of: operationId => [...kept.values()].filter(message => message.operationId === operationId),
    failWith: (channel, fault) => {
      if (fault === null) faults.delete(channel);
      else faults.set(channel, fault);
    },
  };
};

const MASK: Readonly<Record<NoticeChannel, (to: string) => string>> = { email: maskEmail, sms: maskPhone, wechat: () => "***" };
