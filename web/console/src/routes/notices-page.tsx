import { useWords } from "@amends/ui/components/language";
import { Link } from "@tanstack/react-router";
import { en as settingsEn, zh as settingsZh } from "../features/notice/desk-settings-words.ts";
import { NoticeList } from "../features/notice/notice-list.tsx";
import { en, zh } from "../features/notice/notice-words.ts";

export const NoticesPage = () => {
  const words = useWords({ zh, en });
  const settings = useWords({ zh: settingsZh, en: settingsEn });
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <p>
        <Link to="/notices/settings">{settings.title}</Link>
      </p>
      <NoticeList />
    </main>
  );
};
