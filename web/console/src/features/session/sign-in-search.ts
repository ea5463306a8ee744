/** Where somebody was who has to sign in first, and whether that is because a session ended. */
export type SignInSearch = { readonly back?: string; readonly ended?: true };

/** An address is typed by anybody: only a page of the console is gone back to. */
export const readSignInSearch = ({ back, ended }: Readonly<Record<string, unknown>>): SignInSearch => ({
  ...(typeof back === "string" && back.startsWith("/console/") ? { back } : {}),
  ...(ended === true ? { ended: true as const } : {}),
});
