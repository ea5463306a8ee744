import { useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { SignInForm } from "../features/session/sign-in-form.tsx";
import { useConsoleWords } from "../words/words-in.ts";

const route = getRouteApi("/sign-in");

export const SignInPage = () => {
  const { signIn, app } = useConsoleWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { history } = useRouter();
  const { back, ended } = route.useSearch();
  return (
    <main className="sign-in">
      <p className="brand">{app}</p>
      <h1>{signIn.title}</h1>
      {ended === true && <p role="status">{signIn.ended}</p>}
      <SignInForm
        onSignedIn={() => {
          queries.clear();
          if (back === undefined) void navigate({ to: "/cases", search: {}, replace: true });
          else history.replace(back);
        }}
      />
    </main>
  );
};
