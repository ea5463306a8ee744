import type { Plugin } from "vite";
import { tokensCss } from "../src/theme/tokens-css.ts";

/** The page has its colours before any script or style sheet has arrived. */
export const tokensInHead = (): Plugin => ({
  name: "amends-tokens-in-head",
  transformIndexHtml: () => [{ tag: "style", children: tokensCss(), injectTo: "head" }],
});
