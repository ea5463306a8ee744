/** Waits for work no longer than a bound; what was cut goes on unwatched. */
export const withinMs = async (work: Promise<unknown>, msMax: number): Promise<"drained" | "cut"> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<"cut">(resolve => {
    timer = setTimeout(() => resolve("cut"), msMax);
  });
  try {
    return await Promise.race([work.then(() => "drained" as const), tooLong]);
  } finally {
    clearTimeout(timer);
  }
};
