import { useWords } from "@amends/ui/components/language";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { SentList } from "../features/sent/sent-list.tsx";
import { en, zh } from "../features/sent/sent-words.ts";

export const SentPage = () => {
  const words = useWords({ zh, en });
  const { way } = useSearch({ from: "/desk/sent" });
  const navigate = useNavigate();
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <SentList way={way} onWay={to => void navigate({ to: "/sent", search: to === undefined ? {} : { way: to }, replace: true })} />
    </main>
  );
};
