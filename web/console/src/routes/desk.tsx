import type { Role } from "@amends/domain/party/party";
import { ProblemError } from "@amends/sdk/problem-error";
import { useWords } from "@amends/ui/components/language";
import { ErrorState, Forbidden, Loading } from "@amends/ui/components/states";
import { chooseScheme, schemeChoice } from "@amends/ui/theme/color-scheme";
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, Outlet, useLocation, useMatches } from "@tanstack/react-router";
import { Dropdown } from "antd";
import { type RefObject, useEffect, useRef } from "react";
import { NoticeBell } from "../features/notice/notice-bell.tsx";
import * as receiverWords from "../features/receiver/receiver-words.ts";
import { useRuleWords } from "../features/rules/words.ts";
import { ClockControl } from "../features/sandbox/clock-control.tsx";
import { SearchBox } from "../features/search/search-box.tsx";
import { SentLink } from "../features/sent/sent-link.tsx";
import { meQuery } from "../features/session/api/get-me.ts";
import { mayCall } from "../features/session/may-call.ts";
import { useShopRuleWords } from "../features/shop-rules/words.ts";
import { en, zh } from "../features/stray-parcel/stray-parcel-words.ts";
import { useConsoleWords } from "../words/words-in.ts";
import { SCHEMES, useDeskActions, useDeskDeeds } from "./desk-deeds.ts";

const hereNow = (): string => `${location.pathname}${location.search}`;

const SIGNED_OUT: readonly string[] = ["unauthenticated", "session_expired", "invalid_token"];

/** Everything behind the sign-in: the rail of jobs, the search, and the page. Each sees the jobs of their role. */
export const Desk = () => {
  const words = useConsoleWords();
  const ruleWords = useRuleWords();
  const shopWords = useShopRuleWords();
  const strayWords = useWords({ zh, en });
  const receivers = useWords(receiverWords);
  const me = useQuery(meQuery);
  const rail = useCurrentJobInSight(me.data !== undefined);
  if (me.error instanceof ProblemError && SIGNED_OUT.includes(me.error.code))
    return <Navigate to="/sign-in" search={{ back: hereNow(), ...(me.error.code === "unauthenticated" ? {} : { ended: true }) }} replace />;
  if (me.error !== null) return <ErrorState error={me.error} onRetry={() => void me.refetch()} />;
  if (me.data === undefined) return <Loading />;
  const { role } = me.data;
  return (
    <div className="desk">
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <nav className="rail" aria-label={words.rail.label} ref={rail}>
        <p className="brand">续安</p>
        {mayCall("nextWork", role) && (
          <Link to="/work" search={{}} activeProps={{ "aria-current": "page" }}>
            {words.rail.work}
          </Link>
        )}
        <Link to="/cases" search={{}} activeProps={{ "aria-current": "page" }}>
          {words.rail.cases}
        </Link>
        {mayCall("listStrayParcels", role) && (
          <Link to="/stray-parcels" search={{}} activeProps={{ "aria-current": "page" }}>
            {strayWords.title}
          </Link>
        )}
        {mayCall("listBatches", role) && (
          <Link to="/batches" activeProps={{ "aria-current": "page" }}>
            {words.batch.title}
          </Link>
        )}
        {mayCall("showTrialBalance", role) && (
          <Link to="/finance" activeProps={{ "aria-current": "page" }}>
            {words.rail.finance}
          </Link>
        )}
        {me.data.sellerId !== undefined && (
          <Link to="/merchants/$sellerId" params={{ sellerId: me.data.sellerId }} activeProps={{ "aria-current": "page" }}>
            {words.rail.statement}
          </Link>
        )}
        {mayCall("showTeam", role) && (
          <Link to="/team" activeProps={{ "aria-current": "page" }}>
            {words.rail.team}
          </Link>
        )}
        {mayCall("listRules", role) && (
          <Link to="/rules" activeProps={{ "aria-current": "page" }}>
            {ruleWords.title}
          </Link>
        )}
        {me.data.sellerId !== undefined && (
          <Link to="/shops/$sellerId/rules" params={{ sellerId: me.data.sellerId }} activeProps={{ "aria-current": "page" }}>
            {shopWords.rail}
          </Link>
        )}
        {me.data.sellerId === undefined && mayCall("listShopRules", role) && (
          <Link to="/shops" activeProps={{ "aria-current": "page" }}>
            {shopWords.rail}
          </Link>
        )}
        {mayCall("listReceivers", role) && (
          <Link to="/receivers" search={{}} activeProps={{ "aria-current": "page" }}>
            {receivers.title}
          </Link>
        )}
        {mayCall("listStuck", role) && (
          <Link to="/stuck" activeProps={{ "aria-current": "page" }}>
            {words.rail.stuck}
          </Link>
        )}
        <SentLink role={role} />
        {mayCall("listCalendars", role) && (
          <Link to="/times" activeProps={{ "aria-current": "page" }}>
            {words.rail.times}
          </Link>
        )}
        {mayCall("listWebhooks", role) && (
          <Link to="/webhooks" activeProps={{ "aria-current": "page" }}>
            {words.rail.webhooks}
          </Link>
        )}
        {mayCall("listAccounts", role) && (
          <Link to="/accounts" activeProps={{ "aria-current": "page" }}>
            {words.account.title}
          </Link>
        )}
        <div className="rail-foot">
          <DeskSearch />
          {mayCall("listNotices", role) && <NoticeBell />}
          <ClockControl role={role} />
          <AccountMenu role={role} />
        </div>
      </nav>
      <Page role={role} />
    </div>
  );
};

/** Where the rail is narrower than its jobs, the one that is open must not be among those out of sight. */
const useCurrentJobInSight = (isDrawn: boolean): RefObject<HTMLElement | null> => {
  const rail = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: which job is the current one changes with the path, and there is none before the rail is drawn
  useEffect(() => {
    rail.current?.querySelector("[aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [path, isDrawn]);
  return rail;
};

const Page = ({ role }: { readonly role: Role }) => {
  const needs = useMatches({ select: matches => matches.at(-1)?.staticData.needs });
  if (needs === undefined || mayCall(needs, role)) return <Outlet />;
  return (
    <main id="main" className="page">
      <Forbidden />
    </main>
  );
};

const DeskSearch = () => <SearchBox actions={useDeskActions()} />;

const AccountMenu = ({ role }: { readonly role: Role }) => {
  const words = useConsoleWords();
  const { switchLanguage, changePassword, signOut } = useDeskDeeds();
  return (
    <Dropdown
      placement="topLeft"
      trigger={["click"]}
      menu={{
        selectedKeys: [schemeChoice()],
        items: [
          {
            type: "group",
            label: words.rail.theme,
            children: SCHEMES.map(key => ({ key, label: words.rail[key], onClick: () => chooseScheme(key) })),
          },
          { type: "divider" },
          { key: "language", label: words.language, onClick: switchLanguage },
          { key: "password", label: words.account.changeOwn, onClick: changePassword },
          { key: "out", label: words.signIn.signOut, onClick: () => void signOut() },
        ],
      }}
    >
      <button type="button" className="quiet-button" aria-haspopup="menu">
        {words.role[role]}
      </button>
    </Dropdown>
  );
};
