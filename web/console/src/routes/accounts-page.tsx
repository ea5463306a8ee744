import { useQuery } from "@tanstack/react-query";
import { AccountList } from "../features/account/account-list.tsx";
import { NewAccount } from "../features/account/new-account-form.tsx";
import { meQuery } from "../features/session/api/get-me.ts";
import { useConsoleWords } from "../words/words-in.ts";

export const AccountsPage = () => {
  const { account: words } = useConsoleWords();
  const { data: me } = useQuery(meQuery);
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <NewAccount />
      <AccountList ownId={me?.id ?? null} />
    </main>
  );
};
