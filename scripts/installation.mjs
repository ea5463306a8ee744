import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runQuietly, SetupError } from "./progress.mjs";

/** Everything here runs on Node 20 with nothing installed: it may import only what Node brings. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const NODE_MAJOR_MIN = 20;
const NODE_MAJOR = 24;
const REMEMBERED = join(ROOT, "node_modules", ".amends");
/** Where Node keeps our code as it compiled it: a start reads it there and strips no types. A folder it cannot write to only makes starts slower. */
export const CODE_CACHE = join(REMEMBERED, "code");
const NODE_PACKAGE = join(ROOT, "node_modules", "node");
const OWN_NODE = join(NODE_PACKAGE, "bin", process.platform === "win32" ? "node.exe" : "node");

/** Installs what the lock file says where it is not there yet, and answers with the path of Node 24. */
export const ensureInstalled = async () => {
  refuseOldNode();
  const lock = readFileSync(join(ROOT, "package-lock.json"));
  const hash = createHash("sha256").update(lock).digest("hex");
  if (recall("lock") !== hash) {
    if (!isInstalled(JSON.parse(lock.toString("utf8")))) await install();
    remember("lock", hash);
  }
  return ensureNode();
};

const majorOf = version => Number.parseInt(version.replace(/^v/, ""), 10);

const refuseOldNode = () => {
  if (majorOf(process.version) >= NODE_MAJOR_MIN) return;
  throw new SetupError(
    `Amends 需要 Node ${NODE_MAJOR_MIN} 或更新版本，现在是 ${process.version}。请从 https://nodejs.org 安装后再试。\n` +
      `Amends needs Node ${NODE_MAJOR_MIN} or newer; this is ${process.version}. Install it from https://nodejs.org and try again.`,
  );
};

/** Whoever ran npm themselves need not run it again: npm keeps its own record of what lies in node_modules. */
const isInstalled = lock => {
  const path = join(ROOT, "node_modules", ".package-lock.json");
  if (!existsSync(path)) return false;
  const installed = JSON.parse(readFileSync(path, "utf8")).packages;
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (!place.startsWith("node_modules/") || wanted.optional || wanted.devOptional || wanted.peer) return true;
    return wanted.link ? existsSync(join(ROOT, place)) : installed[place]?.version === wanted.version;
  });
};

const install = async () => {
  const title = "正在安装依赖 / Installing what package-lock.json lists";
  const cache = mayKeepPackages() ? null : mkdtempSync(join(tmpdir(), "amends-npm-"));
  const where = cache === null ? [] : ["--cache", cache];
  const clean = await npm(title, "ci", ...where);
  // npm 11 refuses a lock file that lacks the packages of other platforms; what it lists for this one is installed all the same.
  const { code, output } = clean.output.includes("EUSAGE") ? await npm(title, "install", "--no-save", ...where) : clean;
  if (cache !== null) rmSync(cache, { recursive: true, force: true });
  if (code !== 0)
    throw new SetupError(`${output.trim()}\n依赖没有装好：原因见上 / The packages were not installed: the reason stands above.`);
};

/** Accounts of services often have a home they may not write to, or none; without a place for what it fetches npm installs nothing. */
const mayKeepPackages = () => {
  const ownCache = process.platform === "win32" ? join(process.env["LOCALAPPDATA"] ?? homedir(), "npm-cache") : join(homedir(), ".npm");
  const folder = process.env["npm_config_cache"] ?? ownCache;
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};

/** Under `npm start` this is the npm that runs us, on the Node that runs it: ours may lie in the very folder that is replaced. */
const npm = (title, ...args) => {
  const script = process.env["npm_execpath"];
  const [program, before] = script?.endsWith(".js") ? [process.env["npm_node_execpath"] ?? process.execPath, [script]] : ["npm", []];
  const shell = program === "npm" && process.platform === "win32";
  return runQuietly(title, program, [...before, ...args, "--no-audit", "--no-fund"], { cwd: ROOT, shell });
};

/** The package `node` fetches its program in an install script, which npm may have been told not to run. */
const ensureNode = async () => {
  if (existsSync(OWN_NODE) && recall("node") === versionWanted()) return OWN_NODE;
  if (!(await answers(OWN_NODE))) {
    const script = join(NODE_PACKAGE, "installArchSpecificPackage.js");
    const title = `正在取得 Node ${NODE_MAJOR} / Fetching Node ${NODE_MAJOR}`;
    const { output } = await runQuietly(title, process.execPath, [script], { cwd: NODE_PACKAGE });
    if (!(await answers(OWN_NODE))) return useOwn(output);
  }
  remember("node", versionWanted());
  return OWN_NODE;
};

const versionWanted = () => JSON.parse(readFileSync(join(NODE_PACKAGE, "package.json"), "utf8")).version;

const answers = async program => {
  if (!existsSync(program)) return false;
  return new Promise(resolve => execFile(program, ["--version"], (error, out) => resolve(error === null && majorOf(out) === NODE_MAJOR)));
};

/** There is no packaged Node for every platform; the one that runs us does when it is new enough. */
const useOwn = output => {
  if (majorOf(process.version) >= NODE_MAJOR) return process.execPath;
  throw new SetupError(
    `${output.trim()}\n没有取得 Node ${NODE_MAJOR}：请自行安装 Node ${NODE_MAJOR} 后再试。\n` +
      `Node ${NODE_MAJOR} could not be fetched from the npm registry: install Node ${NODE_MAJOR} yourself and try again.`,
  );
};

/** Small facts that let the next start skip work. They lie in node_modules, so that removing it forgets them too. */
export const recall = name => {
  const path = join(REMEMBERED, name);
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
};

export const remember = (name, value) => {
  mkdirSync(REMEMBERED, { recursive: true });
  const path = join(REMEMBERED, name);
  // A new file each time: a copy of the folder made by links keeps what was true for it.
  writeFileSync(`${path}.${process.pid}`, value);
  renameSync(`${path}.${process.pid}`, path);
};
