import { useWords } from "@amends/ui/components/language";
import { getRouteApi } from "@tanstack/react-router";
import { ReceiverList } from "../features/receiver/receiver-list.tsx";
import { en, zh } from "../features/receiver/receiver-words.ts";

const route = getRouteApi("/desk/receivers");

export const ReceiversPage = () => {
  const words = useWords({ zh, en });
  const { kind } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <ReceiverList kind={kind} onKind={to => void navigate({ search: to === undefined ? {} : { kind: to }, replace: true })} />
    </main>
  );
};
