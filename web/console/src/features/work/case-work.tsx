import type { Routes } from "@amends/contract/routes";
import type { CaseId, CustomerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import type { Call } from "@amends/sdk/call";
import { useWords } from "@amends/ui/components/language";
import { Moment } from "@amends/ui/components/moment";
import { useNow } from "@amends/ui/components/now";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";
import { meQuery } from "../session/api/get-me.ts";
import { mayCall } from "../session/may-call.ts";
import { Advisor } from "./advisor.tsx";
import { type CaseWork, caseWorkQuery, type WorkItem } from "./api/work-queries.ts";
import { AskCallBack, CallResultForm } from "./call-back.tsx";
import { HandOver } from "./hand-over.tsx";
import { NextWork } from "./next-work.tsx";
import { PutOff } from "./put-off.tsx";
import { Breach, teamName } from "./work-row.tsx";
import { en, zh } from "./work-words.ts";

type Deed = Parameters<Call<Routes["changeManyItems"]>>[0]["body"]["deed"];

/** What people have to do with this case, whose it is, and the calls that were made. */
export const CaseWorkPanel = ({ caseId, customerId }: { readonly caseId: CaseId; readonly customerId: CustomerId }) => {
  const words = useWords({ zh, en });
  const me = useQuery(meQuery).data;
  const isWorker = mayCall("showCaseWork", me?.role);
  const { data } = useQuery({ ...caseWorkQuery(caseId), enabled: isWorker });
  if (!isWorker || data === undefined) return null;
  return (
    <section className="panel case-work" aria-labelledby="case-work">
      <h2 id="case-work">{words.panel}</h2>
      {mayCall("nextWork", me?.role) && <NextWork />}
      {data.items.length === 0 && <p className="quiet">{words.none}</p>}
      <ul>
        {data.items.map(item => (
          <li key={item.itemId}>
            <OneItem item={item} accountId={me?.id} />
          </li>
        ))}
      </ul>
      {data.calls.length > 0 && <Calls calls={data.calls} />}
      {mayCall("openCallBack", me?.role) && <AskCallBack caseId={caseId} />}
      {mayCall("showAdvisor", me?.role) && <Advisor customerId={customerId} maySet={mayCall("setAdvisor", me?.role)} />}
    </section>
  );
};

const OneItem = ({ item, accountId }: { readonly item: WorkItem; readonly accountId: string | undefined }) => {
  const { work } = useConsoleWords();
  const words = useWords({ zh, en });
  const queries = useQueryClient();
  const now = useNow();
  const { itemId, ownerId, ownerName, readyAt } = item;
  const params = { itemId };
  const deed = useMutation({
    mutationFn: (what: Deed) => doOne(params, what),
    onSettled: () => queries.invalidateQueries({ queryKey: ["work"] }),
  });
  const isMine = ownerId !== null && ownerId === accountId;
  return (
    <div className="case-work-item">
      <p>
        <strong>{work.kind[item.kind]}</strong>{" "}
        {teamName(work.team, item.team) !== work.kind[item.kind] && <span className="quiet">{teamName(work.team, item.team)} </span>}
        <Breach item={item} />
      </p>
      <p className="quiet">
        {isMine ? words.mine : (ownerName ?? words.nobody)}
        {readyAt > now && (
          <>
            {" · "}
            {words.offUntil} <Moment at={readyAt} as="day" />
          </>
        )}
      </p>
      <div className="deeds">
        {ownerId === null && (
          <Button size="small" type="primary" loading={deed.isPending} onClick={() => deed.mutate({ kind: "claim" })}>
            {words.claim}
          </Button>
        )}
        {isMine && (
          <Button size="small" onClick={() => deed.mutate({ kind: "release" })}>
            {words.release}
          </Button>
        )}
        {isMine && item.stepNo === null && item.kind !== "order_changed" && item.kind !== "call_back" && (
          <Button size="small" onClick={() => deed.mutate({ kind: "finish" })}>
            {words.finish}
          </Button>
        )}
        {isMine && item.kind === "call_back" && <CallResultForm itemId={itemId} />}
        <PutOff size="small" onPutOff={until => deed.mutate({ kind: "snooze", until })} />
        <HandOver size="small" onHandOver={(to, note, promisedAt) => deed.mutate({ kind: "hand_over", to, note, promisedAt })} />
      </div>
      {deed.error !== null && <ErrorLine error={deed.error} />}
    </div>
  );
};

/** Each by its own route, whose refusal is told in full words. */
const doOne = async (params: { readonly itemId: WorkItem["itemId"] }, deed: Deed): Promise<unknown> => {
  switch (deed.kind) {
    case "claim":
      return client.claimWork({ params });
    case "release":
      return client.releaseWork({ params });
    case "finish":
      return client.finishWork({ params });
    case "merge":
      return client.mergeWork({ params, body: { into: deed.into } });
    case "snooze":
      return client.snoozeWork({ params, body: { until: deed.until satisfies Instant } });
    case "hand_over":
      return client.handOverWork({ params, body: { to: deed.to, note: deed.note ?? null, promisedAt: deed.promisedAt ?? null } });
  }
};

const Calls = ({ calls }: Pick<CaseWork, "calls">) => {
  const words = useWords({ zh, en });
  return (
    <>
      <h3>{words.calls}</h3>
      <ul>
        {calls.map(({ itemId, callNo, name, result, calledAt, againAt }) => (
          <li key={`${itemId} ${callNo}`} className="quiet">
            <Moment at={calledAt} /> · {words.callBy(name ?? words.unknown, words.results[result])}
            {againAt !== null && (
              <>
                {" · "}
                {words.offUntil} <Moment at={againAt} as="day" />
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};
