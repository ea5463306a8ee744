import type { OrderId } from "@amends/domain/kernel/ids";
import { recordAcceptance } from "@amends/sdk/record-acceptance";
import { type AcceptanceFile, HandOver } from "@amends/ui/components/hand-over";
import type { AcceptanceBody } from "@amends/ui/components/hand-over-form";
import { useWords } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { ACCEPTANCE_WORDS } from "@amends/ui/words/acceptance";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { client } from "../client.ts";
import { acceptancesQuery } from "../features/orders/api/get-acceptances.ts";
import { orderQuery } from "../features/orders/api/get-order.ts";
import { OrderItem } from "../features/orders/order-item.tsx";
import { BackLink } from "./back-link.tsx";
import { bothOf, PageState } from "./page-state.tsx";
import { PageTitle } from "./page-title.tsx";

const route = getRouteApi("/orders/$orderId/hand-over");

export const AcceptancePage = () => {
  const { orderId } = route.useParams();
  const words = useWords(ACCEPTANCE_WORDS);
  const queries = useQueryClient();
  const query = bothOf(useQuery(orderQuery(orderId)), useQuery(acceptancesQuery(orderId)));
  const record = useMutation({
    mutationFn: (said: { readonly body: AcceptanceBody; readonly photos: readonly Blob[] }) =>
      recordAcceptance(client, { orderId, ...said }),
    onSettled: () => queries.invalidateQueries({ queryKey: ["orders", orderId] }),
  });
  return (
    <>
      <BackLink to="/orders/$orderId" params={{ orderId }} />
      <PageTitle>{words.title}</PageTitle>
      <p className="quiet">{words.means}</p>
      <PageState query={query}>
        {([order, said]) => (
          <div className="cards">
            {record.error !== null && <ErrorLine error={record.error} />}
            {order.lines.map(line => (
              <section key={line.lineNo} className="card" aria-label={line.name}>
                <OrderItem line={line} />
                <HandOver
                  line={line}
                  said={said}
                  reader="buyer"
                  photoOf={(file, name) => <Photo orderId={orderId} file={file} name={name} />}
                  send={(body, photos) => record.mutate({ body, photos })}
                  isSending={record.isPending}
                />
              </section>
            ))}
          </div>
        )}
      </PageState>
    </>
  );
};

type PhotoProps = { readonly orderId: OrderId; readonly file: AcceptanceFile; readonly name: string };

/** Fetched with the page's own credentials, which may be a token that an address cannot carry. */
const Photo = ({ orderId, file: { fileId }, name }: PhotoProps) => {
  const { data } = useQuery({
    queryKey: ["files", orderId, fileId],
    queryFn: async ({ signal }) => new Response((await client.showAcceptanceFile({ params: { orderId, fileId }, signal })).body).blob(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (data === undefined) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  return url === null ? <span>{name}</span> : <img src={url} alt={name} />;
};
