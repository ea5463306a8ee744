import type { weighing } from "@amends/contract/views/weighing-view";
import type { Decision } from "@amends/domain/evaluation/decision";
import { evidenceAsked } from "@amends/domain/evaluation/evidence-asked";
import { explanationOf } from "@amends/domain/evaluation/trace";
import type { CaseWeighing } from "@amends/domain/evaluation/weigh-case";
import { wholeOf } from "@amends/domain/intake/stage";
import type { SideStanding } from "@amends/domain/liability/weigh-side";
import type { Hit } from "@amends/domain/policy/compile-table";
import type { z } from "zod";

type View = z.output<typeof weighing>;

export const weighingViewOf = (weighed: CaseWeighing, decision: Pick<Decision, "trace">): View => {
  const { buyer, seller, settled, files } = weighed;
  const { photos, videos, documents } = evidenceAsked(decision) ?? NOTHING_ASKED;
  return {
    isAboutEvidence: photos + videos + documents + files.length > 0 || settled !== null,
    buyer: standingOf(buyer),
    seller: seller === null ? null : standingOf(seller),
    settled: settled === null ? null : { ...rowOf(settled.hit), holds: settled.holds, by: settled.by },
    files: files.map(({ fileId, of, hit, because }) => ({
      ...{ fileId, of, because },
      rank: hit === null ? null : wholeOf(hit, "rank"),
      words: hit === null ? null : rowOf(hit),
    })),
  };
};

const NOTHING_ASKED = { photos: 0, videos: 0, documents: 0 };

const standingOf = ({ confidenceBasisPoints, rank, rankHit, grounds }: SideStanding): View["buyer"] => ({
  confidenceBasisPoints,
  rank,
  rankWords: rowOf(rankHit),
  grounds: grounds.map(hit => ({ ...rowOf(hit), basisPoints: wholeOf(hit, "basisPoints") })),
});

const rowOf = ({ rowId, meta }: Hit) => ({ rowId, ...explanationOf(meta) });
