export type Zone = { readonly id: string; readonly offsetMinutes: number };

/** Nearer than this and it is the network's delay, not a clock that is wrong. */
const NEAR_MS = 2_000;

let aheadMs = 0;
let zone: Zone = { id: "Asia/Shanghai", offsetMinutes: 480 };

/** The server's time: promises are counted on its clock, whatever the reader's own says. */
export const shopNow = (): number => Date.now() + aheadMs;

/** Every time is shown in the zone of the operation, wherever the reader is. */
export const shopZone = (): Zone => zone;

/** What the server said its time is, heard at `heardAt` of the reader's clock. */
export const setShopClock = (said: { readonly now: number; readonly zone: Zone }, heardAt: number): void => {
  const ahead = said.now - heardAt;
  aheadMs = Math.abs(ahead) < NEAR_MS ? 0 : ahead;
  zone = said.zone;
};
