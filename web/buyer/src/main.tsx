import "@amends/ui/base.css";
import "@amends/ui/components.css";
import "./buyer.css";
import { ProblemError } from "@amends/sdk/problem-error";
import { noteEnd } from "@amends/ui/reach";
import { applyScheme } from "@amends/ui/theme/color-scheme";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { dropOldDrafts } from "./features/filing/kept-draft.ts";
import { takeEntry } from "./features/session/take-entry.ts";
import { router } from "./router.tsx";

applyScheme();
dropOldDrafts(localStorage, Date.now());
takeEntry();
// Another link of the shop opened in the same tab changes nothing but the fragment.
addEventListener("hashchange", () => {
  if (takeEntry()) location.reload();
});

/** The client itself tries again when the network fails; what the server refused it will refuse again. */
const isWorthRetrying = (failures: number, error: unknown): boolean => failures < 1 && error instanceof ProblemError && error.status >= 500;

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: noteEnd, onSuccess: () => noteEnd(null) }),
  defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 5_000 } },
});

/** What the buyer may turn to next is there before a network goes; the first page comes before all that. */
const FETCH_AFTER_MS = 4_000;
setTimeout(() => {
  for (const route of Object.values(router.routesById)) router.loadRouteChunk(route)?.catch(() => undefined);
}, FETCH_AFTER_MS);

const place = document.getElementById("app");
if (place === null) throw new Error("broken invariant: the page has no #app");
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
