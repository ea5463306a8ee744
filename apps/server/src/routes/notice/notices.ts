import { refuse } from "@amends/contract/errors";
import {
  changeNoticeSettings,
  countUnreadNotices,
  listNotices,
  listSandboxMessages,
  readAllNotices,
  readNotice,
  retryNotice,
  showNoticeSettings,
} from "@amends/contract/routes/notice/notices";
import { isId, type OperationId } from "@amends/domain/kernel/ids";
import { instant } from "@amends/domain/kernel/time";
import { DEFAULT_SETTINGS, type NoticeLanguage, type NoticeSettings } from "@amends/domain/notice/notice";
import { noticeText } from "@amends/domain/notice/notice-text";
import type { ListedNotice, NoticeCursor, Reader } from "@amends/flows/notices/notice-ports";
import { operationInForce } from "@amends/flows/operation-in-force";
import type { Principal } from "@amends/flows/scope";
import { cursorOf, keyOfCursor } from "../../cursor.ts";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";
import { deskReaderOf, deskSettingsRoutes } from "./desk-settings.ts";

export const noticeRoutes = ({ notices, filing }: Pick<ServerDeps, "notices" | "filing">) => ({
  ...deskSettingsRoutes({ notices, filing }),
  listNotices: mount(listNotices, async ({ principal, query: { cursor, limit }, now, language }) => {
    const reader = readerOf(principal);
    const [found, unread, words] = await Promise.all([
      notices.inbox.list(reader, { after: afterOf(cursor), limit: limit + 1 }),
      notices.inbox.unread(reader),
      wordsOf(filing, principal.operationId, now, language),
    ]);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = found.length > limit && last !== undefined ? cursorOf([last.at, last.noticeId]) : null;
    return answer(200, { items: items.map(notice => ({ ...shown(notice), ...words(notice) })), nextCursor, unread });
  }),
  countUnreadNotices: mount(countUnreadNotices, async ({ principal }) =>
    answer(200, { unread: await notices.inbox.unread(readerOf(principal)) }),
  ),
  readNotice: mount(readNotice, async ({ principal, params: { noticeId }, now }) =>
    (await notices.inbox.markRead(readerOf(principal), noticeId, now)) ? answer(204) : refuse("not_found", { id: noticeId }),
  ),
  readAllNotices: mount(readAllNotices, async ({ principal, now }) => {
    await notices.inbox.markRead(readerOf(principal), "all", now);
    return answer(204);
  }),
  showNoticeSettings: mount(showNoticeSettings, async ({ principal }) => {
    const { operationId, customerId } = principal;
    return answer(200, onWire((await notices.inbox.settings({ kind: "buyer", operationId, customerId })) ?? DEFAULT_SETTINGS));
  }),
  changeNoticeSettings: mount(changeNoticeSettings, async ({ principal, body, now }) => {
    const { operationId, customerId } = principal;
    await notices.inbox.changeSettings({ kind: "buyer", operationId, customerId }, body, now);
    return answer(200, body);
  }),
  listSandboxMessages: mount(listSandboxMessages, async ({ principal, query: { limit } }) => {
    if (notices.sandbox === null) return refuse("not_found", { id: "sandbox" });
    const items = notices.sandbox
      .of(principal.operationId)
      .map(({ key: _key, operationId: _operation, recipient, choices, ...message }) => ({
        ...message,
        customerId: recipient.kind === "customer" ? recipient.customerId : null,
        accountId: recipient.kind === "account" ? recipient.accountId : null,
        choices: [...choices],
      }));
    return answer(200, { items: items.reverse().slice(0, limit) });
  }),
  retryNotice: mount(retryNotice, async ({ principal, params: { noticeId }, body: { channel }, now }) => {
    if (!(await notices.stuck.retry(principal.operationId, noticeId, channel, now))) return refuse("not_found", { id: noticeId });
    notices.wake();
    return answer(204);
  }),
});

const readerOf = (principal: Principal): Reader => {
  const { operationId } = principal;
  switch (principal.role) {
    case "buyer":
      return { kind: "buyer", operationId, customerId: principal.customerId };
    case "seller":
    case "agent":
    case "complaint_owner":
    case "supervisor":
    case "finance":
    case "warehouse":
    case "admin":
      return deskReaderOf(principal);
    case "integrator":
    case "system":
      throw new Error(`broken invariant: ${principal.role} has no inbox`);
  }
};

const afterOf = (cursor: string | undefined): NoticeCursor | null => {
  const [at, noticeId] = keyOfCursor(cursor);
  return typeof at === "number" && Number.isSafeInteger(at) && typeof noticeId === "string" && isId("notice", noticeId)
    ? { at: instant(at), noticeId }
    : null;
};

type Words = (notice: ListedNotice) => { readonly title: string; readonly body: string };

/** In the words of the rules in force now; a text that a pack has no more is shown by its name. */
const wordsOf = async (
  { policy }: ServerDeps["filing"],
  operationId: OperationId,
  now: ListedNotice["at"],
  language: NoticeLanguage,
): Promise<Words> => {
  const { running, facts } = await operationInForce(policy, operationId, now);
  return ({ template, params }) => noticeText(running.pack.texts, template, language, params, facts.zone) ?? { title: template, body: "" };
};

const shown = ({ params: _params, ...notice }: ListedNotice) => notice;
const onWire = ({ channels, ...settings }: NoticeSettings) => ({ ...settings, channels: [...channels] });
