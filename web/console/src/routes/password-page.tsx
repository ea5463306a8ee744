import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { client } from "../client.ts";
import { PasswordForm } from "../features/account/password-form.tsx";
import { useConsoleWords } from "../words/words-in.ts";

/** A changed password ends every session, this one too. */
export const PasswordPage = () => {
  const { account: words } = useConsoleWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <main id="main" className="page narrow">
      <h1>{words.changeOwn}</h1>
      <p className="quiet">{words.ownNote}</p>
      <PasswordForm
        asksCurrent
        label={words.change}
        change={({ current, password }) => client.changeOwnPassword({ body: { currentPassword: current, password } })}
        onDone={() => {
          queries.clear();
          void navigate({ to: "/sign-in", search: {}, replace: true });
        }}
      />
    </main>
  );
};
