import { Empty, ErrorState, Loading } from "@amends/ui/components/states";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useDeferredValue, useState } from "react";
import { shopsQuery } from "../features/shop-rules/api/get-shop-rules.ts";
import { useShopRuleWords } from "../features/shop-rules/words.ts";

/** The shops of the operation by name, each with its own rules. */
export const ShopsPage = () => {
  const words = useShopRuleWords();
  const [typed, setTyped] = useState("");
  const query = useInfiniteQuery(shopsQuery(useDeferredValue(typed.trim())));
  const shops = query.data?.pages.flatMap(({ items }) => items);
  return (
    <main id="main" className="page">
      <h1>{words.shops}</h1>
      <Input.Search
        allowClear
        className="shop-search"
        aria-label={words.searchShop}
        placeholder={words.searchShop}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
      {query.isPending && <Loading />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {shops?.length === 0 && <Empty title={words.noShop} />}
      <ul className="shops">
        {shops?.map(({ sellerId, name, isTrader, closed }) => (
          <li key={sellerId}>
            <Link to="/shops/$sellerId/rules" params={{ sellerId }}>
              {name}
            </Link>{" "}
            <span className="quiet">
              {[isTrader ? null : words.isPerson, closed ? words.closed : null].filter(note => note !== null).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </main>
  );
};
