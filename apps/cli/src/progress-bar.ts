const WIDTH = 24;

/** `[████████░░░░░░░░░░░░░░░░]  33 %  1000/3000` — or the count alone while nobody knows how much there is. */
export const progressBar = (done: number, total: number | null): string => {
  if (total === null || total === 0) return String(done);
  const part = Math.min(1, done / total);
  const full = Math.round(part * WIDTH);
  return `[${"█".repeat(full)}${"░".repeat(WIDTH - full)}] ${String(Math.floor(part * 100)).padStart(3)} %  ${done}/${total}`;
};
