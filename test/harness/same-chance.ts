import { configureGlobal } from "fast-check";

/** Every run draws the same, so that a change and nothing else turns a test red. `CHANCE=… npm run test:unit` looks elsewhere. */
configureGlobal({ seed: Number(process.env["CHANCE"] ?? 20_260_301) });
