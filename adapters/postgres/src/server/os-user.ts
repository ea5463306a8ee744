import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { readIfPresent } from "./local-file.ts";

export type OsUser = { readonly name: string; readonly uid: number; readonly gid: number };

/** The machine's own accounts other than root. Network directories are not asked: a server's account is a local one. */
export const listOsUsers = async (): Promise<readonly OsUser[]> => {
  const content = (await readIfPresent("/etc/passwd")) ?? "";
  return content
    .split("\n")
    .map(parseLine)
    .filter(user => user !== undefined)
    .filter(user => user.uid > 0 && user.gid > 0);
};

const parseLine = (line: string): OsUser | undefined => {
  const [name, , uid, gid] = line.split(":");
  if (name === undefined || uid === undefined || gid === undefined || name === "") return undefined;
  return { name, uid: Number(uid), gid: Number(gid) };
};

const PASS = 0o1;
const READ_AND_PASS = 0o5;

/** Whether this account may walk into the folder. (Access lists are not read: at worst we move data that could have stayed.) */
export const canEnter = async (user: OsUser, folder: string): Promise<boolean> => {
  const parent = dirname(folder);
  if (parent !== folder && !(await canEnter(user, parent))) return false;
  return grants(user, folder, PASS);
};

export const canRun = async (user: OsUser, file: string): Promise<boolean> =>
  (await canEnter(user, dirname(file))) && (await grants(user, file, READ_AND_PASS));

const grants = async (user: OsUser, path: string, wanted: number): Promise<boolean> => {
  const { uid, gid, mode } = await stat(path);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & wanted) === wanted;
};
