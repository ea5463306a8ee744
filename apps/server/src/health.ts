/** Something without which no request should be sent here, unless it is advisory. It throws, or takes too long, when it is not well. */
export type HealthCheck = {
  readonly name: string;
  readonly check: () => Promise<void>;
  /** It is said and logged when it fails, and requests are taken all the same. */
  readonly isAdvisory?: boolean;
};

export type Health = {
  readonly isReady: boolean;
  readonly checks: Readonly<Record<string, "ok" | "failed">>;
  readonly faults: readonly Fault[];
};
export type Fault = { readonly name: string; readonly error: unknown };

/** A balancer usually gives up after some seconds: a check that hangs must fail before that. */
const CHECK_MS_MAX = 2000;

export const examine = async (checks: readonly HealthCheck[], msMax: number = CHECK_MS_MAX): Promise<Health> => {
  const faults = (await Promise.all(checks.map(check => faultOf(check, msMax)))).filter(fault => fault !== undefined);
  const failed = new Set(faults.map(({ name }) => name));
  return {
    isReady: checks.every(({ name, isAdvisory }) => isAdvisory === true || !failed.has(name)),
    checks: Object.fromEntries(checks.map(({ name }) => [name, failed.has(name) ? "failed" : "ok"] as const)),
    faults,
  };
};

const faultOf = async ({ name, check }: HealthCheck, msMax: number): Promise<Fault | undefined> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} did not answer within ${msMax} ms`)), msMax);
  });
  try {
    await Promise.race([check(), tooLong]);
    return undefined;
  } catch (error) {
    return { name, error };
  } finally {
    clearTimeout(timer);
  }
};
