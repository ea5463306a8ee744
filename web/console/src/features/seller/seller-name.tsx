import type { SellerId } from "@amends/domain/kernel/ids";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { client } from "../../client.ts";

const FRESH_MS = 300_000;
const FOUND_MAX = 20;

/** By a part of the name, by the host's number, or by id. */
const sellersQuery = (q: string) =>
  queryOptions({
    queryKey: ["sellers", "found", q],
    queryFn: async ({ signal }) =>
      (await client.listSellers({ query: { ...(q === "" ? {} : { q }), limit: FOUND_MAX }, signal })).body.items,
    staleTime: FRESH_MS,
  });

/** A shop as everybody knows it; undefined until it is known. */
export const useSellerName = (sellerId: SellerId): string | undefined =>
  useQuery(sellersQuery(sellerId)).data?.find(seller => seller.sellerId === sellerId)?.name;

export const SellerName = ({ sellerId }: { readonly sellerId: SellerId }) => useSellerName(sellerId) ?? "…";

/** `value` and `onChange` are the form's. */
type SelectProps = {
  readonly label: string;
  readonly id?: string;
  /** What no choice means. */
  readonly placeholder?: string;
  readonly value?: SellerId;
  readonly onChange?: (sellerId: SellerId) => void;
};

export const SellerSelect = ({ label, id, placeholder, value, onChange }: SelectProps) => {
  const [typed, setTyped] = useState("");
  const { data = [], isFetching } = useQuery(sellersQuery(useDeferredValue(typed.trim())));
  return (
    <Select
      aria-label={label}
      {...(id === undefined ? {} : { id })}
      placeholder={placeholder}
      value={value ?? null}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={isFetching}
      onChange={(chosen: SellerId) => onChange?.(chosen)}
      options={data.map(({ sellerId, name }) => ({ value: sellerId, label: name }))}
    />
  );
};
