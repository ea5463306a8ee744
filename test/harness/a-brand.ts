import { type ShopOrder, shopLines } from "./a-shop.ts";
import { type Caller, INSTALLATION_KEY, type WholeServer } from "./whole-server.ts";

export type Brand = { readonly host: Caller; readonly operationId: string; readonly orderId: (no: string) => Promise<string> };

/** An operation with its host's key and some orders in it. */
export const openBrand = async (whole: WholeServer, orders: readonly ShopOrder[], code = "shop"): Promise<Brand> => {
  const made = await whole.as(INSTALLATION_KEY)("POST", "/v1/operations", {
    code,
    kind: "brand",
    name: { zh: "小店", en: "Shop" },
    currency: "CNY",
  });
  if (made.status !== 201) throw new Error(`no operation: ${made.text}`);
  const host = whole.as(String(made.body["secret"]));
  const imported = await host("POST", "/v1/orders:import", shopLines(whole.now(), orders));
  if (imported.body["refused"] !== 0) throw new Error(`orders refused: ${imported.text}`);
  const operationId = String(made.body["operationId"]);
  const orderId = async (no: string): Promise<string> => {
    const { rows } = await whole.pool.query("select order_id from orders where operation_id = $1 and external_order_no = $2", [
      operationId,
      no,
    ]);
    return rows[0].order_id;
  };
  return { host, operationId, orderId };
};
