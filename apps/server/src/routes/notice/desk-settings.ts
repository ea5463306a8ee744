import { refuse } from "@amends/contract/errors";
import { changeDeskNoticeSettings, showDeskNoticeSettings } from "@amends/contract/routes/notice/notices";
import type { OperationId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import {
  DEFAULT_DESK_SETTINGS,
  type DeskKind,
  type DeskSettings,
  deskKindsOf,
  silencedIn,
  waysOf,
} from "@amends/domain/notice/desk-notice";
import type { NoticeLanguage } from "@amends/domain/notice/notice";
import type { DeskReader } from "@amends/flows/notices/notice-ports";
import { operationInForce } from "@amends/flows/operation-in-force";
import type { Principal } from "@amends/flows/scope";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

/** Everybody says it for themselves: there is no way to another's settings. */
export const deskSettingsRoutes = ({ notices, filing }: Pick<ServerDeps, "notices" | "filing">) => ({
  showDeskNoticeSettings: mount(showDeskNoticeSettings, async ({ principal, now, language }) => {
    const reader = deskReaderOf(principal);
    const [kinds, kept] = await Promise.all([kindsOf(filing, reader, now), notices.inbox.deskSettings(reader)]);
    return answer(200, onWire(kinds, kept ?? DEFAULT_DESK_SETTINGS, language));
  }),
  changeDeskNoticeSettings: mount(changeDeskNoticeSettings, async ({ principal, body, now, language }) => {
    const reader = deskReaderOf(principal);
    const kinds = await kindsOf(filing, reader, now);
    const unknown = body.kinds.find(({ kind }) => !kinds.some(known => known.kind === kind));
    if (unknown !== undefined) return refuse("notice_kind_unknown", { kind: unknown.kind });
    const ways = Object.fromEntries(body.kinds.map(one => [one.kind, one.ways]));
    const silenced = silencedIn(kinds, ways);
    if (silenced !== null) return refuse("notice_kind_bound", { kind: silenced[language] });
    const { language: told, quietFromMinute, quietToMinute } = body;
    const settings = { ways, language: told, quietFromMinute, quietToMinute };
    await notices.inbox.changeDeskSettings(reader, settings, now);
    return answer(200, onWire(kinds, settings, language));
  }),
});

type AtDesk = Extract<Principal, { readonly accountId: unknown }>;

export const deskReaderOf = (principal: AtDesk): DeskReader => {
  const { operationId, accountId, role } = principal;
  return { kind: "desk", operationId, accountId, role, sellerId: role === "seller" ? principal.sellerId : null };
};

const kindsOf = async (
  { policy }: ServerDeps["filing"],
  { operationId, role }: { readonly operationId: OperationId; readonly role: string },
  now: Instant,
): Promise<readonly DeskKind[]> => deskKindsOf((await operationInForce(policy, operationId, now)).running.pack, role);

const onWire = (kinds: readonly DeskKind[], settings: DeskSettings, language: NoticeLanguage) => ({
  language: settings.language,
  quietFromMinute: settings.quietFromMinute,
  quietToMinute: settings.quietToMinute,
  kinds: kinds.map(kind => ({
    kind: kind.kind,
    name: kind[language],
    ways: [...waysOf(kind, settings)],
    rulesWays: [...kind.ways],
    mustHear: kind.mustHear,
  })),
});
