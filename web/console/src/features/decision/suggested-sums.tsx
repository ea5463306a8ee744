import type { showSuggestedSums } from "@amends/contract/routes/case/suggested-sums";
import type { CaseId } from "@amends/domain/kernel/ids";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { formatAmount } from "@amends/ui/format/amount";
import { BENEFIT_WORDS } from "@amends/ui/words/benefits";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { z } from "zod";
import { client } from "../../client.ts";
import { caseQuery } from "../case/api/get-case.ts";
import { useCommand } from "../case/api/use-command.ts";
import { useRole } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import { ProofForm } from "./proof-form.tsx";
import { SUGGESTED_SUMS_WORDS } from "./suggested-sums-words.ts";
import { SUMS_DUE_WORDS } from "./sums-due-words.ts";

const suggestedQuery = (caseId: CaseId) =>
  queryOptions({
    queryKey: ["cases", "suggested", caseId],
    queryFn: async ({ signal }) => (await client.showSuggestedSums({ params: { caseId }, signal })).body,
  });

/** What a person proved, and the sums computed from it: each is given with one press, above one's own limit by two persons. */
export const SuggestedSums = ({ caseId }: { readonly caseId: CaseId }) => {
  const words = useWords(SUGGESTED_SUMS_WORDS);
  const role = useRole();
  const { data: shown } = useQuery(caseQuery(caseId));
  const { data } = useQuery(suggestedQuery(caseId));
  if (shown === undefined || data === undefined || (data.sums.length === 0 && data.proof === null)) return null;
  const { proof, proposal, sums } = data;
  const mayGive = mayCall("grantSuggested", role) && shown.endedAt === null;
  return (
    <section className="panel" aria-labelledby="suggested">
      <h2 id="suggested">{words.title}</h2>
      {proof === null ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <>
          <p>{words.proved(formatAmount(proof.loss), proof.files)}</p>
          {proof.shares.map(({ lineNo, basisPoints, weights }) => (
            <p key={lineNo} className="quiet">
              {words.share(lineNo, `${basisPoints / 100}%`)}
              {weights !== null && words.weights(weights.soldGrams, weights.foundGrams)}
            </p>
          ))}
        </>
      )}
      {proposal !== null && <p role="status">{words.proposal(formatAmount(proposal.total))}</p>}
      {mayGive && sums.map(sum => <Give key={sum.head} caseId={caseId} version={shown.version} sum={sum} />)}
      {mayGive && <ProofForm shown={shown} />}
    </section>
  );
};

type Sum = z.output<(typeof showSuggestedSums)["answers"][200]>["sums"][number];

const Give = ({ caseId, version, sum }: { readonly caseId: CaseId; readonly version: number; readonly sum: Sum }) => {
  const words = useWords(SUGGESTED_SUMS_WORDS);
  const { heads } = useWords(SUMS_DUE_WORDS);
  const { benefit } = useWords(BENEFIT_WORDS);
  const give = useCommand(
    idempotencyKey => client.grantSuggested({ params: { caseId }, ifMatch: version, body: { heads: [sum.head] }, idempotencyKey }),
    () => undefined,
  );
  return (
    <p className="row">
      <span>
        {heads[sum.head] ?? sum.head} <span className="quiet">{sum.ruleId}</span>
      </span>
      <Button type="primary" loading={give.isPending} onClick={() => give.mutate()}>
        {words.give(sum.inKind === null ? formatAmount(sum.sum) : benefit(sum.inKind))}
      </Button>
      {give.error !== null && <ErrorLine error={give.error} />}
    </p>
  );
};
