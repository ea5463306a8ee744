import { LanguageProvider, useLanguage } from "@amends/ui/components/language";
import { OfflineBar } from "@amends/ui/components/states";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Outlet, useRouter } from "@tanstack/react-router";
import { ConfigProvider } from "antd-mobile";
import enUS from "antd-mobile/es/locales/en-US";
import zhCN from "antd-mobile/es/locales/zh-CN";
import { useEffect } from "react";
import { NoticeBell } from "../features/notices/notice-bell.tsx";
import { clockQuery } from "../features/session/api/keep-clock.ts";
import { useBuyerWords } from "../words/use-buyer-words.ts";

export const Layout = () => (
  <LanguageProvider>
    <Frame />
  </LanguageProvider>
);

const Frame = () => {
  const { language, choose } = useLanguage();
  useQuery(clockQuery);
  const words = useBuyerWords();
  const queries = useQueryClient();
  useFocusOnNewPage();
  return (
    <ConfigProvider locale={language === "zh" ? zhCN : enUS}>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="top">
        <span className="brand">续安</span>
        <NoticeBell />
        <button
          type="button"
          className="text-button"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => choose(language === "zh" ? "en" : "zh")}
        >
          {words.language}
        </button>
      </header>
      <OfflineBar onRetry={() => void queries.refetchQueries({ type: "active" })} />
      <main id="main" className="page" tabIndex={-1}>
        <Outlet />
      </main>
    </ConfigProvider>
  );
};

/** Whoever goes on with keys or by ear begins at the top of the new page, as with a page the server sent. */
const useFocusOnNewPage = (): void => {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe("onRendered", ({ fromLocation, pathChanged }) => {
        if (fromLocation !== undefined && pathChanged) document.getElementById("main")?.focus({ preventScroll: true });
      }),
    [router],
  );
};
