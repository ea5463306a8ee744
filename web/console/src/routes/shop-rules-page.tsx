import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useSellerName } from "../features/seller/seller-name.tsx";
import { meQuery } from "../features/session/api/get-me.ts";
import { mayCall } from "../features/session/may-call.ts";
import { BoundRulesList } from "../features/shop-rules/bound-rules.tsx";
import { NewRules } from "../features/shop-rules/new-rules.tsx";
import { useShopRuleWords } from "../features/shop-rules/words.ts";

const route = getRouteApi("/desk/shops/$sellerId/rules");

export const ShopRulesPage = () => {
  const { sellerId } = route.useParams();
  const words = useShopRuleWords();
  const role = useQuery(meQuery).data?.role;
  const name = useSellerName(sellerId);
  return (
    <main id="main" className="page rules-page">
      <h1>{words.title(name ?? words.shop)}</h1>
      <p className="quiet">{words.intro}</p>
      <BoundRulesList sellerId={sellerId} />
      {mayCall("bindShopRules", role) && <NewRules key={sellerId} sellerId={sellerId} />}
    </main>
  );
};
