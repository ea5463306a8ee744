import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { client } from "../client.ts";
import { PasswordForm } from "../features/account/password-form.tsx";
import { useConsoleWords } from "../words/words-in.ts";

/** Where the administrator's one-time link leads. */
export const ResetPage = () => {
  const { account: words, app } = useConsoleWords();
  const [token] = useState(() => location.hash.slice(1));
  const [isSet, setSet] = useState(false);
  return (
    <main className="sign-in">
      <p className="brand">{app}</p>
      <h1>{words.setTitle}</h1>
      {isSet && <p role="status">{words.setDone}</p>}
      {!isSet && token === "" && <p role="alert">{words.noToken}</p>}
      {!isSet && token !== "" && (
        <>
          <p className="quiet">{words.setNote}</p>
          <PasswordForm
            asksCurrent={false}
            label={words.set}
            change={({ password }) => client.resetPassword({ body: { token, password } })}
            onDone={() => setSet(true)}
          />
        </>
      )}
      {(isSet || token === "") && (
        <Link to="/sign-in" search={{}}>
          {words.toSignIn}
        </Link>
      )}
    </main>
  );
};
