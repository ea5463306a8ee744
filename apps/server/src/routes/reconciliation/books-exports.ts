import { Readable } from "node:stream";
import { refuse } from "@amends/contract/errors";
import * as books from "@amends/contract/routes/reconciliation/books-exports";
import * as route from "@amends/contract/routes/reconciliation/reconciliation";
import { addMs, type Instant, instant } from "@amends/domain/kernel/time";
import { type CivilDay, spanOf } from "@amends/domain/reconciliation/civil-day";
import { operationInForce } from "@amends/flows/operation-in-force";
import { readClose } from "@amends/flows/reconciliation/read-close";
import type { ServerDeps } from "../../deps.ts";
import { beancount } from "../../exports/beancount.ts";
import { journalCsv, statementLinesCsv, trialBalanceCsv } from "../../exports/books-csv.ts";
import { sandboxStatementCsv } from "../../exports/sandbox-statement.ts";
import { answer, mount } from "../../route.ts";

type Deps = Pick<ServerDeps, "reconciliation" | "finance">;

/** Files of the books, written as they are read: however long they are, a page of them is held. */
export const booksExportRoutes = ({ reconciliation: ports, finance }: Deps) => ({
  exportStatementLines: mount(route.exportStatementLines, async ({ scope, params: { statementId } }) => {
    const statement = await ports.statements.find(scope, statementId);
    if (statement === null) return refuse("not_found", { id: statementId });
    const pages = ports.statements.linesWithOutcome({ operationId: scope.operationId, statementId });
    return answer(200, Readable.from(statementLinesCsv(pages)), file(`${statement.gateway}-${statement.day}.csv`));
  }),
  exportJournal: mount(books.exportJournal, async ({ scope, query: { from, upTo }, now }) => {
    const { facts } = await operationInForce(ports.policy, scope.operationId, now);
    const zoneMinutes = facts.zone.offsetMinutes;
    const ask = { operationId: scope.operationId, from: startOf(from, zoneMinutes), until: endOf(upTo, zoneMinutes, now) };
    const pages = ports.closes.counted({ ...ask, lastEntryNo: await ports.closes.lastEntryNo(scope.operationId), previousEntryNo: null });
    return answer(200, Readable.from(journalCsv(pages, zoneMinutes)), file("journal.csv"));
  }),
  exportTrialBalance: mount(books.exportTrialBalance, async ({ scope, query: { upTo = null } }) =>
    answer(200, Readable.from(trialBalanceCsv(await finance.ledger.trialBalance(scope, upTo))), file("trial-balance.csv")),
  ),
  exportBeancount: mount(books.exportBeancount, async ({ scope, query: { upTo }, now }) => {
    const { code, facts } = await operationInForce(ports.policy, scope.operationId, now);
    const zoneMinutes = facts.zone.offsetMinutes;
    const { operationId } = scope;
    const until = endOf(upTo, zoneMinutes, now);
    const [lastEntryNo, stored] = await Promise.all([ports.closes.lastEntryNo(operationId), ports.closes.list(operationId, CLOSES_MOST)]);
    const closes = stored.filter(close => upTo === undefined || close.day <= upTo).map(readClose);
    const pages = ports.closes.counted({ operationId, from: instant(0), until, lastEntryNo, previousEntryNo: null });
    const text = beancount({ title: code, currency: facts.currency, zoneMinutes, pages, closes });
    return answer(200, Readable.from(text), file("books.beancount"));
  }),
  exportClose: mount(route.exportClose, async ({ scope, params: { day } }) => {
    const close = await ports.closes.find({ operationId: scope.operationId, day });
    if (close === null) return refuse("not_found", { id: day });
    const signed = {
      payloadType: "application/vnd.amends.daily-close+json",
      payload: Buffer.from(close.summary).toString("base64"),
      signature: Buffer.from(close.signature).toString("base64"),
      keyId: close.keyId,
      publicKey: ports.signer.publicKeyPem,
    };
    return answer(200, Readable.from([`${JSON.stringify(signed, null, 2)}\n`]), file(`close-${day}.json`));
  }),
  exportSandboxStatement: mount(books.exportSandboxStatement, async ({ query: { day } }) => {
    if (ports.sandboxBooks === null) return refuse("not_found", { id: day });
    const { from, until } = spanOf(day, SANDBOX_ZONE_MINUTES);
    const text = sandboxStatementCsv(await ports.sandboxBooks.statement(), from, until);
    return answer(200, Readable.from([text]), file(`sandbox-${day}.csv`));
  }),
});

/** Beside it stands RN-04 of the base pack. */
const SANDBOX_ZONE_MINUTES = 480;
const CLOSES_MOST = 4000;

const file = (name: string) => ({ headers: { "content-disposition": `attachment; filename="${name}"` } });
const startOf = (day: CivilDay | undefined, zoneMinutes: number): Instant =>
  day === undefined ? instant(0) : spanOf(day, zoneMinutes).from;
/** Without a day, all there is. */
const endOf = (day: CivilDay | undefined, zoneMinutes: number, now: Instant): Instant =>
  day === undefined ? addMs(now, 1) : spanOf(day, zoneMinutes).until;
