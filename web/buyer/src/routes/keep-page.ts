import { NoAnswerError } from "@amends/sdk/problem-error";

/**
 * Fetches a part of the app. Where the network or the server is gone the router would load the whole page anew, which ends at the browser's own page and
 * loses what was written here; so that is said as of any question without an answer. A part that a newer version took away is still a reason to load anew.
 */
export const keepPage =
  <Module>(load: () => Promise<Module>) =>
  (): Promise<Module> =>
    load().catch(async (error: unknown) => {
      const isThere = await fetch("/", { method: "HEAD" }).then(
        ({ ok }) => ok,
        () => false,
      );
      throw isThere ? error : new NoAnswerError("a part of the app did not come");
    });
