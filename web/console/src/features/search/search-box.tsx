import type { searchHit } from "@amends/contract/routes/search/search";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input, type InputRef, Modal } from "antd";
import { useEffect, useRef, useState } from "react";
import type { z } from "zod";
import { client } from "../../client.ts";
import { useConsoleWords } from "../../words/words-in.ts";

type Hit = z.output<typeof searchHit>;

/** ⌘K finds anything by a number somebody reads out. One hit opens by itself. */
export const SearchBox = () => {
  const { search, serviceType, phase } = useConsoleWords();
  const navigate = useNavigate();
  const input = useRef<InputRef>(null);
  const [isOpen, setOpen] = useState(false);
  const find = useMutation({
    mutationFn: async (q: string) => (await client.search({ query: { q } })).body,
    onSuccess: ({ hits }) => {
      const [only, ...others] = hits;
      if (only !== undefined && others.length === 0) openHit(only);
    },
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);

  const openHit = async (hit: Hit): Promise<void> => {
    const caseId = await caseOf(hit);
    if (caseId === null) return;
    setOpen(false);
    find.reset();
    await navigate({ to: "/cases/$caseId", params: { caseId }, search: {} });
  };
  const nameOf = (hit: Hit): string => {
    switch (hit.kind) {
      case "case":
        return `${search.case} ${hit.shortNo} · ${serviceType[hit.serviceType]} · ${phase[hit.phase]}`;
      case "order":
        return `${search.order} ${hit.externalOrderNo} · ${hit.goods}`;
      case "customer":
        return `${search.customer} ${hit.externalId}`;
    }
  };
  return (
    <>
      <Button className="search-button" onClick={() => setOpen(true)} aria-keyshortcuts="Meta+K Control+K">
        {search.open} <kbd>⌘K</kbd>
      </Button>
      <Modal
        open={isOpen}
        title={search.open}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
        afterOpenChange={isShown => isShown && input.current?.focus()}
      >
        <Input.Search
          ref={input}
          size="large"
          aria-label={search.placeholder}
          placeholder={search.placeholder}
          loading={find.isPending}
          onSearch={typed => typed.trim() !== "" && find.mutate(typed.trim())}
        />
        <p className="quiet">{search.hint}</p>
        {find.error !== null && <ErrorLine error={find.error} />}
        {find.data?.hits.length === 0 && <p role="status">{find.data.wrongCheckDigit ? search.wrongDigit : search.nothing}</p>}
        <ul className="hits">
          {find.data?.hits.map(hit => (
            <li key={JSON.stringify(hit)}>
              <Button type="text" block onClick={() => void openHit(hit)}>
                {nameOf(hit)} <span className="quiet">{search.by[hit.by]}</span>
              </Button>
            </li>
          ))}
        </ul>
      </Modal>
    </>
  );
};

/** An order or a customer leads to what is open about it, or else to the latest case there was. */
const caseOf = async (hit: Hit) => {
  if (hit.kind === "case") return hit.caseId;
  const of = hit.kind === "order" ? { orderId: hit.orderId } : { customerId: hit.customerId };
  const open = (await client.listCases({ query: { ...of, status: "open", limit: 1 } })).body.items[0];
  return (open ?? (await client.listCases({ query: { ...of, limit: 1 } })).body.items[0])?.caseId ?? null;
};
