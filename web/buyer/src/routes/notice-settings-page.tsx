import { useWords } from "@amends/ui/components/language";
import { useQuery } from "@tanstack/react-query";
import { settingsQuery } from "../features/notices/api/get-notices.ts";
import { NoticeSettingsForm } from "../features/notices/notice-settings.tsx";
import { en, zh } from "../features/notices/notice-words.ts";
import { BackLink } from "./back-link.tsx";
import { PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

export const NoticeSettingsPage = () => {
  const words = useWords({ zh, en });
  const query = useQuery(settingsQuery);
  return (
    <>
      <BackLink to="/notices" />
      <PageTitle>{words.settings}</PageTitle>
      <PageState query={query}>{settings => <NoticeSettingsForm kept={settings} />}</PageState>
    </>
  );
};
