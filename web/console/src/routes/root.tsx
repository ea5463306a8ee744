import { LanguageProvider, useLanguage } from "@amends/ui/components/language";
import { OfflineBar } from "@amends/ui/components/states";
import { antdToken } from "@amends/ui/theme/antd-token";
import { useColorScheme } from "@amends/ui/theme/color-scheme";
import { useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { ConfigProvider, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";

export const Root = () => (
  <LanguageProvider>
    <Themed />
  </LanguageProvider>
);

const Themed = () => {
  const scheme = useColorScheme();
  const { language } = useLanguage();
  const queries = useQueryClient();
  return (
    <ConfigProvider
      locale={language === "zh" ? zhCN : enUS}
      theme={{ token: antdToken(scheme), algorithm: scheme === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm }}
      button={{ autoInsertSpace: false }}
    >
      <OfflineBar onRetry={() => void queries.refetchQueries({ type: "active" })} />
      <Outlet />
    </ConfigProvider>
  );
};
