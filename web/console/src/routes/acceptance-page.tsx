import { recordAcceptance } from "@amends/sdk/record-acceptance";
import { HandOver } from "@amends/ui/components/hand-over";
import type { AcceptanceBody } from "@amends/ui/components/hand-over-form";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine, ErrorState, Loading } from "@amends/ui/components/states";
import { ACCEPTANCE_WORDS } from "@amends/ui/words/acceptance";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Image } from "antd";
import { client } from "../client.ts";
import { acceptancesQuery, orderQuery } from "../features/case/api/get-case.ts";
import { meQuery } from "../features/session/api/get-me.ts";
import { useConsoleWords } from "../words/words-in.ts";

const route = getRouteApi("/desk/orders/$orderId/hand-over");

/** What was said at the hand-over of an order; its seller says their part here. */
export const AcceptancePage = () => {
  const { orderId } = route.useParams();
  const words = useWords(ACCEPTANCE_WORDS);
  const { case: caseWords } = useConsoleWords();
  const queries = useQueryClient();
  const order = useQuery(orderQuery(orderId));
  const said = useQuery(acceptancesQuery(orderId));
  const role = useQuery(meQuery).data?.role;
  const record = useMutation({
    mutationFn: (said: { readonly body: AcceptanceBody; readonly photos: readonly Blob[] }) =>
      recordAcceptance(client, { orderId, ...said }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["orders", orderId] }),
  });
  const error = order.error ?? said.error;
  if (error !== null) return <ErrorState error={error} />;
  if (order.data === undefined || said.data === undefined) return <Loading />;
  return (
    <main id="main" className="page money-page">
      <h1>{words.title}</h1>
      <p>
        {caseWords.orderNo} <span className="number">{order.data.externalOrderNo}</span>
      </p>
      <p className="quiet">{words.means}</p>
      {record.error !== null && <ErrorLine error={record.error} />}
      {order.data.lines.map(line => (
        <section key={line.lineNo} className="panel" aria-label={line.name}>
          <h2>
            {line.name} ×{line.quantity}
          </h2>
          <HandOver
            line={line}
            said={said.data}
            reader={role === "seller" ? "seller" : "staff"}
            photoOf={({ fileId }, name) => (
              <Image src={`/v1/orders/${orderId}/acceptances/files/${fileId}`} alt={name} width={88} height={88} />
            )}
            send={(body, photos) => record.mutate({ body, photos })}
            isSending={record.isPending}
          />
        </section>
      ))}
    </main>
  );
};
