import { keepHostToken } from "./credentials.ts";
import { entryOf } from "./entry-fragment.ts";

/** A shop's link may lead to any page. Its token is taken out of the address before anybody can copy it from there; a one-time link goes to its own page. */
export const takeEntry = (): boolean => {
  const entry = entryOf(location.hash);
  switch (entry.kind) {
    case "none":
      return false;
    case "host":
      keepHostToken(entry.token);
      history.replaceState(null, "", location.pathname + location.search);
      return true;
    case "link":
      if (location.pathname !== "/enter") history.replaceState(null, "", `/enter${location.hash}`);
      return false;
  }
};
