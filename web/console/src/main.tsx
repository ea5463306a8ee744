import "@amends/ui/base.css";
import "@amends/ui/components.css";
import "./console.css";
import "./clock.css";
import "./work.css";
import { ProblemError } from "@amends/sdk/problem-error";
import { noteEnd } from "@amends/ui/reach";
import { applyScheme } from "@amends/ui/theme/color-scheme";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { router } from "./router.tsx";

applyScheme();

/** The client itself tries again when the network fails; what the server refused it will refuse again. */
const isWorthRetrying = (failures: number, error: unknown): boolean => failures < 1 && error instanceof ProblemError && error.status >= 500;

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noteEnd, onSuccess: () => noteEnd(null) }),
  defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 5_000 } },
});

const place = document.getElementById("app");
if (place === null) throw new Error("broken invariant: the page has no #app");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
