import { type Played, playNegative, playTask } from "./play.ts";
import { openShop, type Shop, sendRecords } from "./shop.ts";
import type { Negative, Task } from "./task.ts";
import { copiedRecords, copyFor, type World } from "./world.ts";

/** Tasks touch nothing of each other, so several are played at once. */
const AT_ONCE = 8;

/** An operation of its own for a file: the world is imported with a copy for each task, and every task is played on its own. */
export const playFile = async (
  { baseUrl, installationKey }: { readonly baseUrl: string; readonly installationKey: string },
  world: World,
  entries: readonly (Task | Negative)[],
): Promise<readonly Played[]> => {
  const shop = await openShop(baseUrl, installationKey);
  const records = [...world.shared, ...entries.flatMap(entry => copiedRecords(world, copyFor(world, shop.run, entry)))];
  const imported = await sendRecords(shop, records);
  if (imported.refused > 0) throw new Error(`the world was not imported: ${JSON.stringify(imported.errors.slice(0, 3))}`);
  const played: Played[] = [];
  const waiting = [...entries.entries()];
  const hand = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) played[next[0]] = await play(shop, world, next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, hand));
  return played;
};

const play = async (shop: Shop, world: World, entry: Task | Negative): Promise<Played> => {
  try {
    return entry.kind === "task" ? await playTask(shop, world, entry) : await playNegative(shop, world, entry);
  } catch (error) {
    return { id: entry.id, failures: [`broke off: ${error instanceof Error ? error.message : String(error)}`], faults: [] };
  }
};
