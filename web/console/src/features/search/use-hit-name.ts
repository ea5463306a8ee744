import { useConsoleWords } from "../../words/words-in.ts";
import type { Hit } from "./find-by-number.ts";

export const useHitName = (): ((hit: Hit) => string) => {
  const { search, serviceType, phase } = useConsoleWords();
  return hit => {
    switch (hit.kind) {
      case "case":
        return `${search.case} ${hit.shortNo} · ${serviceType[hit.serviceType]} · ${phase[hit.phase]}`;
      case "order":
        return `${search.order} ${hit.externalOrderNo} · ${hit.goods}`;
      case "customer":
        return `${search.customer} ${hit.externalId}`;
    }
  };
};
