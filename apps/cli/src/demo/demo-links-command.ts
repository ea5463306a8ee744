import { instant } from "@amends/domain/kernel/time";
import { CliError } from "../cli-error.ts";
import { DATABASE_OPTIONS, databaseOptions, readOptions } from "../options.ts";
import type { Command } from "../surroundings.ts";
import { readDemoFile } from "./demo-file.ts";
import { demoPages } from "./demo-pages.ts";

export const demoLinksCommand: Command = {
  usage: `amends demo-links [--data DIR] [--url URL]
  prints the demo's accounts, and new links for its buyers; URL is where the server listens [http://127.0.0.1:4000]`,
  run: async (args, { env, out }) => {
    const { values } = readOptions(args, { ...DATABASE_OPTIONS, url: { type: "string" } });
    const { dataDir } = databaseOptions(values, env);
    const demo = await readDemoFile(dataDir);
    if (demo?.isComplete !== true)
      throw new CliError(
        "demo_folder_mismatch",
        `${dataDir} holds no demo world.`,
        "Start once with --demo, or name its folder with --data.",
      );
    for (const line of demoPages(demo, values.url ?? "http://127.0.0.1:4000", instant(Date.now()))) out(line.trim());
    return 0;
  },
};
