import { getRouteApi } from "@tanstack/react-router";
import { MerchantAccount } from "../features/statement/merchant-account.tsx";
import { StatementLines } from "../features/statement/statement-lines.tsx";

const route = getRouteApi("/desk/merchants/$sellerId");

export const StatementPage = () => {
  const { sellerId } = route.useParams();
  return (
    <main id="main" className="page money-page">
      <MerchantAccount sellerId={sellerId} />
      <StatementLines sellerId={sellerId} />
    </main>
  );
};
