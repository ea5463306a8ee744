import { parseArgs } from "node:util";
import { serveSandbox } from "./serve-sandbox.ts";

/**
 * The sandbox as a process of its own: `node main.ts --port 0 --journal-dir <folder> [--callback-url <url>]`, the call-back's token in
 * SANDBOX_CALLBACK_TOKEN. Its first line on stdout is `{"url":…,"tornBytes":…}`. SIGTERM, or the end of the parent that forked it, ends it.
 */
const { values } = parseArgs({
  options: { port: { type: "string", default: "0" }, "journal-dir": { type: "string" }, "callback-url": { type: "string" } },
});

const sandbox = await serveSandbox({
  port: Number(values.port),
  journalDir: values["journal-dir"] ?? null,
  callbackUrl: values["callback-url"] ?? null,
  callbackToken: process.env["SANDBOX_CALLBACK_TOKEN"] ?? null,
});

const stop = (): void => {
  sandbox.close().then(
    () => process.exit(0),
    () => process.exit(1),
  );
};
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
process.once("disconnect", stop);

process.stdout.write(`${JSON.stringify({ url: sandbox.url, tornBytes: sandbox.tornBytes })}\n`);
