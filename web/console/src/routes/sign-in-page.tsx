import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { SignInForm } from "../features/session/sign-in-form.tsx";
import { useConsoleWords } from "../words/words-in.ts";

export const SignInPage = () => {
  const { signIn, app } = useConsoleWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return (
    <main className="sign-in">
      <p className="brand">{app}</p>
      <h1>{signIn.title}</h1>
      <SignInForm
        onSignedIn={() => {
          queries.clear();
          void navigate({ to: "/cases", search: {}, replace: true });
        }}
      />
    </main>
  );
};
