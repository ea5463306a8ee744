import type { CaseId } from "@amends/domain/kernel/ids";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import type { Command } from "./commands.ts";
import { recentCases } from "./recent-cases.ts";

const SHOPS_SHOWN = 5;
const FRESH_MS = 60_000;

/** Where one can go and what one can do: what the rail shows, what the desk offers, the cases looked at last, and shops by name. */
export const useCommands = (isOpen: boolean, typed: string, actions: readonly Command[]): readonly Command[] => {
  const navigate = useNavigate();
  const role = useRole();
  const { serviceType } = useConsoleWords();
  const open = (caseId: CaseId) => void navigate({ to: "/cases/$caseId", params: { caseId }, search: {} });
  const recent = useQueries({
    queries: (isOpen ? recentCases() : []).map(caseId => ({
      queryKey: ["cases", "one", caseId],
      queryFn: async () => (await client.showCase({ params: { caseId } })).body,
      staleTime: FRESH_MS,
    })),
  }).flatMap(({ data }) => (data === undefined ? [] : [data]));
  const q = typed.trim();
  const shops = useQuery({
    queryKey: ["sellers", "found", q],
    queryFn: async ({ signal }) => (await client.listSellers({ query: { q, limit: SHOPS_SHOWN }, signal })).body.items,
    enabled: isOpen && q !== "" && role !== "seller" && mayCall("listShopRules", role),
    staleTime: FRESH_MS,
  });
  if (!isOpen) return [];
  return [
    ...recent.map(
      ({ caseId, shortNo, serviceType: type, lines }): Command => ({
        key: caseId,
        name: `${shortNo} · ${serviceType[type]} · ${lines.map(({ name }) => name).join("、")}`,
        english: shortNo,
        kind: "case",
        run: () => open(caseId),
      }),
    ),
    ...railPages(href => void navigate({ to: href })),
    ...actions,
    ...(shops.data ?? []).map(
      ({ sellerId, name }): Command => ({
        key: sellerId,
        name,
        english: "",
        kind: "shop",
        run: () => void navigate({ to: "/shops/$sellerId/rules", params: { sellerId } }),
      }),
    ),
  ];
};

/** The rail is the one list of what this person may go to; a page's address is its name in English. */
const railPages = (go: (href: string) => void): readonly Command[] =>
  [...document.querySelectorAll<HTMLAnchorElement>("nav.rail > a")].map(link => {
    const path = link.pathname.replace(/^\/console/, "");
    return { key: path, name: link.textContent.trim(), english: path.split("/")[1] ?? "", kind: "page", run: () => go(path) };
  });
