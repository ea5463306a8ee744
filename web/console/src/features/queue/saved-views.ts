import { type QueueSearch, readQueueSearch } from "./queue-search.ts";

export type SavedView = { readonly name: string; readonly search: QueueSearch };

const KEY = "amends.console.views";
const VIEWS_MAX = 20;

/** A person's own views stay in their browser. What is kept there is read as carefully as an address. */
export const savedViews = (): readonly SavedView[] => {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap(readView).slice(0, VIEWS_MAX) : [];
  } catch {
    return [];
  }
};

const readView = (kept: unknown): readonly SavedView[] => {
  if (typeof kept !== "object" || kept === null || !("name" in kept) || typeof kept.name !== "string") return [];
  const search = "search" in kept && typeof kept.search === "object" && kept.search !== null ? { ...kept.search } : {};
  return [{ name: kept.name, search: readQueueSearch(search) }];
};

const keep = (views: readonly SavedView[]): readonly SavedView[] => {
  localStorage.setItem(KEY, JSON.stringify(views.slice(0, VIEWS_MAX)));
  return savedViews();
};

export const saveView = (view: SavedView): readonly SavedView[] => keep([...savedViews().filter(({ name }) => name !== view.name), view]);
export const removeView = (name: string): readonly SavedView[] => keep(savedViews().filter(view => view.name !== name));
