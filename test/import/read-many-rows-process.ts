import { csvMapping } from "@amends/contract/import/csv-mapping";
import { readCsv } from "@amends/importers/csv/read-csv";

/** Reads as many rows as it is told, made up as they are read, and prints what they came to. */
const ROWS = Number(process.argv[2]);
const ROWS_OF_ORDER = 20;
/** Some 64 kB, as a file is read. */
const ROWS_OF_CHUNK = 700;

const MAPPING = csvMapping.parse({
  version: 1,
  source: "shop",
  time: { formats: ["YYYY-MM-DD HH:mm:ss"], offset: "+08:00" },
  order: { externalOrderNo: { column: "订单" }, currency: { value: "CNY" }, placedAt: { column: "时间" }, tenderKind: { value: "wallet" } },
  customer: { externalId: { column: "会员" } },
  seller: { externalId: { value: "shop" } },
  line: {
    skuId: { column: "货号" },
    name: { column: "商品" },
    category: { value: "home" },
    quantity: { column: "数量" },
    unitPrice: { column: "单价" },
  },
});

async function* madeUp(): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode("订单,时间,会员,货号,商品,数量,单价\n");
  for (let first = 0; first < ROWS; first += ROWS_OF_CHUNK) yield encoder.encode(rowsFrom(first));
}

const rowsFrom = (first: number): string => {
  let text = "";
  for (let row = first; row < Math.min(first + ROWS_OF_CHUNK, ROWS); row += 1) {
    const order = Math.floor(row / ROWS_OF_ORDER);
    const sku = row % 4000;
    text += `A${order},2026-11-01 09:00:00,m${order % 5000},sku-${sku},"白色挂心形烛台，${sku} 号",${1 + (row % 9)},2.55\n`;
  }
  return text;
};

let orders = 0;
let pieces = 0;
let refused = 0;
for await (const item of readCsv(madeUp(), MAPPING)) {
  if (!item.ok) refused += 1;
  else if (item.record.kind === "order") {
    orders += 1;
    for (const line of item.record.lines) pieces += line.quantity;
  }
}
console.log(JSON.stringify({ orders, pieces, refused }));
