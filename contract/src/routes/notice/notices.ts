import { DESK_WAYS } from "@amends/domain/notice/desk-notice";
import { CHANNELS, LANGUAGES, MUST_HEAR } from "@amends/domain/notice/notice";
import { z } from "zod";
import { bilingual } from "../../errors.ts";
import { defineRoute, noContent, STAFF } from "../../route.ts";
import { cursor, id, instant, list, ordinalId, PAGE_SIZE_MAX, pageQuery, queryInteger } from "../../wire.ts";

const READERS = ["buyer", "seller", ...STAFF] as const;

const notice = z
  .strictObject({
    noticeId: ordinalId("notice"),
    /** Null where it is of no case: of a seller's deposit. */
    caseId: id("case").nullable(),
    /** What it is about, for programs; `title` and `body` are in the reader's language. */
    template: z.string(),
    title: z.string(),
    body: z.string(),
    isUrgent: z.boolean(),
    at: instant,
    readAt: instant.nullable(),
  })
  .meta({ id: "Notice" });

export const listNotices = defineRoute({
  method: "GET",
  path: "/v1/notices",
  summary: bilingual("消息列表", "List your notices"),
  access: { roles: READERS },
  query: z.strictObject({ ...pageQuery }),
  answers: {
    200: z.strictObject({ items: z.array(notice).max(PAGE_SIZE_MAX), nextCursor: cursor.nullable(), unread: z.int() }),
  },
  refusals: [],
});

export const countUnreadNotices = defineRoute({
  method: "GET",
  path: "/v1/notices/unread",
  summary: bilingual("未读消息数", "Count the unread notices"),
  access: { roles: READERS },
  /** At a desk never more than a hundred. */
  answers: { 200: z.strictObject({ unread: z.int() }) },
  refusals: [],
});

export const readNotice = defineRoute({
  method: "POST",
  path: "/v1/notices/{noticeId}/read",
  summary: bilingual("标为已读", "Mark a notice as read"),
  access: { roles: READERS },
  params: z.strictObject({ noticeId: ordinalId("notice") }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});

export const readAllNotices = defineRoute({
  method: "POST",
  path: "/v1/notices/read-all",
  summary: bilingual("全部标为已读", "Mark all notices as read"),
  access: { roles: READERS },
  answers: { 204: noContent },
  refusals: [],
});

const minute = z.int().min(0).max(1439);
const settings = z
  .strictObject({
    channels: list(z.enum(CHANNELS), CHANNELS.length),
    language: z.enum(LANGUAGES),
    /** Minutes of the shop's day; equal ones are no quiet hours. */
    quietFromMinute: minute,
    quietToMinute: minute,
  })
  .meta({ id: "NoticeSettings" });

export const showNoticeSettings = defineRoute({
  method: "GET",
  path: "/v1/me/notice-settings",
  summary: bilingual("我的消息设置", "Show how you want to be told"),
  access: { roles: ["buyer"] },
  answers: { 200: settings },
  refusals: [],
});

export const changeNoticeSettings = defineRoute({
  method: "PUT",
  path: "/v1/me/notice-settings",
  summary: bilingual("修改消息设置", "Say how you want to be told"),
  access: { roles: ["buyer"] },
  body: settings,
  answers: { 200: settings },
  refusals: [],
});

const DESK_READERS = ["seller", ...STAFF] as const;
/** More sorts of news than any desk hears of. */
const KINDS_MAX = 100;
const kindName = z.string().min(1).max(100);
const hours = { language: z.enum(LANGUAGES), quietFromMinute: minute, quietToMinute: minute };
const deskSettings = z
  .strictObject({
    ...hours,
    /** What the account's role hears of under the rules in force. */
    kinds: z.array(
      z.strictObject({
        kind: kindName,
        name: z.string(),
        ways: z.array(z.enum(DESK_WAYS)),
        /** Those of the rules; where it must be heard, none of them can be switched off. */
        rulesWays: z.array(z.enum(DESK_WAYS)),
        mustHear: z.enum(MUST_HEAR),
      }),
    ),
  })
  .meta({ id: "DeskNoticeSettings" });

export const showDeskNoticeSettings = defineRoute({
  method: "GET",
  path: "/v1/me/desk-notice-settings",
  summary: bilingual("我在工作台的消息设置", "Show how you want to hear at your desk"),
  access: { roles: DESK_READERS },
  answers: { 200: deskSettings },
  refusals: [],
});

export const changeDeskNoticeSettings = defineRoute({
  method: "PUT",
  path: "/v1/me/desk-notice-settings",
  summary: bilingual("修改我在工作台的消息设置", "Say how you want to hear at your desk"),
  access: { roles: DESK_READERS },
  /** A kind that is not named comes as the rules say. */
  body: z.strictObject({
    ...hours,
    kinds: list(z.strictObject({ kind: kindName, ways: list(z.enum(DESK_WAYS), DESK_WAYS.length) }), KINDS_MAX),
  }),
  answers: { 200: deskSettings },
  refusals: ["notice_kind_unknown", "notice_kind_bound"],
});

const MESSAGES_MAX = 500;

export const listSandboxMessages = defineRoute({
  method: "GET",
  path: "/v1/sandbox/messages",
  summary: bilingual("沙箱发出的消息（收件人已掩码）", "List what the sandbox sent (addresses masked)"),
  access: { roles: ["supervisor", "admin"] },
  query: z.strictObject({ limit: queryInteger(1, MESSAGES_MAX).default(MESSAGES_MAX) }),
  answers: {
    200: z.strictObject({
      items: z.array(
        z.strictObject({
          at: instant,
          channel: z.enum(CHANNELS),
          caseId: id("case").nullable(),
          /** One of the two: to a buyer, or to somebody at a desk. */
          customerId: id("customer").nullable(),
          accountId: id("account").nullable(),
          sentTo: z.string(),
          template: z.string(),
          title: z.string(),
          body: z.string(),
          link: z.string().nullable(),
          /** Where the message asks something: a link for each answer. */
          choices: z.array(z.strictObject({ label: z.string(), link: z.string() })),
        }),
      ),
    }),
  },
  refusals: ["not_found"],
});

export const retryNotice = defineRoute({
  method: "POST",
  path: "/v1/stuck/notices/{noticeId}/retry",
  summary: bilingual("让没发出的消息再试一次", "Try a message again that did not go out"),
  access: { roles: ["supervisor", "finance", "admin"] },
  params: z.strictObject({ noticeId: ordinalId("notice") }),
  body: z.strictObject({ channel: z.enum(CHANNELS) }),
  answers: { 204: noContent },
  refusals: ["not_found"],
});
