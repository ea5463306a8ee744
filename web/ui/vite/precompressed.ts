import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSIBLE = /\.(?:js|css|html|svg|json)$/;
/** Below this a second file costs more than it saves. */
const BYTES_MIN = 1024;

/** Writes `.br` and `.gz` beside each file once, at build time, so that the server sends small files without working for it. */
export const precompressed = (): Plugin => ({
  name: "amends-precompressed",
  apply: "build",
  writeBundle: async ({ dir }, bundle) => {
    if (dir === undefined) return;
    for (const name of Object.keys(bundle).filter(file => COMPRESSIBLE.test(file))) await compress(join(dir, name));
  },
});

const compress = async (path: string): Promise<void> => {
  const bytes = await readFile(path);
  if (bytes.length < BYTES_MIN) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${path}.br`, brotliCompressSync(bytes, { params }));
  await writeFile(`${path}.gz`, gzipSync(bytes, { level: 9 }));
};
