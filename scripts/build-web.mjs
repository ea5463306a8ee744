import { runScript } from "./progress.mjs";
import { ensureWebApps } from "./web-apps.mjs";

/** Builds the web apps whose sources are not those of their last build; says nothing where there are none. */
runScript(async () => {
  await ensureWebApps(process.execPath);
  return 0;
});
