export type Entry =
  | { readonly kind: "link"; readonly linkToken: string }
  | { readonly kind: "host"; readonly token: string }
  | { readonly kind: "none" };

/** What brought the buyer here stands behind the `#`, which browsers send to no server and write into no log. */
export const entryOf = (fragment: string): Entry => {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const linkToken = said.get("link");
  const token = said.get("token");
  if (linkToken !== null && /^bl_[A-Za-z0-9_-]{43}$/.test(linkToken)) return { kind: "link", linkToken };
  if (token !== null && /^[A-Za-z0-9._~+/=-]+$/.test(token)) return { kind: "host", token };
  return { kind: "none" };
};
