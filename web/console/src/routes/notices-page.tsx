import { useWords } from "@amends/ui/components/language";
import { NoticeList } from "../features/notice/notice-list.tsx";
import { en, zh } from "../features/notice/notice-words.ts";

export const NoticesPage = () => {
  const words = useWords({ zh, en });
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <NoticeList />
    </main>
  );
};
