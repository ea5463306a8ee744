import { useNow } from "@amends/ui/components/now";
import { useBuyerWords } from "../../words/use-buyer-words.ts";
import { courierNews } from "./courier-news.ts";
import type { CaseDetail } from "./money-words.ts";

const MINUTE_MS = 60_000;

/** What became of a courier who did not come, or was called off. */
export const CourierCard = ({ shown }: { readonly shown: CaseDetail }) => {
  const { progress } = useBuyerWords();
  const news = courierNews(shown, useNow(MINUTE_MS));
  return news === null ? null : (
    <p className="card" role="status">
      {progress.courier[news]}
    </p>
  );
};
