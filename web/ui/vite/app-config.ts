import { existsSync } from "node:fs";
import react from "@vitejs/plugin-react";
import type { UserConfig } from "vite";
import { precompressed } from "./precompressed.ts";
import { tokensInHead } from "./tokens-in-head.ts";

type App = {
  readonly base: "/" | "/console/";
  readonly port: number;
  /** Libraries that change seldom, each in a file of its own that stays in the browser's cache over our releases. */
  readonly libraries: Readonly<Record<string, RegExp>>;
};

/** What both apps are built and served with. `AMENDS_URL` names the running server that the dev server passes API calls on to. */
export const appConfig = ({ base, port, libraries }: App): UserConfig => ({
  base,
  plugins: [react(), tokensInHead(), precompressed()],
  server: { port, strictPort: true, proxy: { "/v1": { target: process.env["AMENDS_URL"] ?? "http://127.0.0.1:4000" } } },
  build: {
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // The catalogue of problems is the server's: a page shows the sentences it is sent.
      treeshake: { propertyReadSideEffects: false, manualPureFunctions: ["problem"] },
      output: {
        codeSplitting: { groups: Object.entries(libraries).map(([name, test]) => ({ name, test })) },
      },
    },
  },
  ...(existsSync("public") ? {} : { publicDir: false as const }),
});
