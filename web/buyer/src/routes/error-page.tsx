import { ErrorState } from "@amends/ui/components/states";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useBuyerWords } from "../words/use-buyer-words.ts";
import { BackLink } from "./back-link.tsx";

/** A page that could not be drawn. It tries again by itself once the network is back. */
export const ErrorPage = ({ error, reset }: ErrorComponentProps) => {
  const { app } = useBuyerWords();
  const router = useRouter();
  useEffect(() => {
    const again = (): void => {
      reset();
      void router.invalidate();
    };
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [reset, router]);
  return (
    <>
      <BackLink to="/" />
      <h1 className="unseen">{app}</h1>
      <ErrorState
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </>
  );
};
