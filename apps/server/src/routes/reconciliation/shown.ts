import { type Id, isId } from "@amends/domain/kernel/ids";
import type { Currency, Minor } from "@amends/domain/kernel/money";
import type { OutcomeSums } from "@amends/domain/reconciliation/open-item";
import type { StatementImported } from "@amends/flows/reconciliation/import-statement";
import type { Item, LedgerFact, Statement, StatementUnderWay, StoredClose } from "@amends/flows/reconciliation/reconciliation-ports";

const money = (amountMinor: Minor, currency: Currency) => ({ amountMinor, currency });

const statementIdOf = (text: string): Id<"statement"> => {
  if (!isId("statement", text)) throw new Error(`broken invariant: ${text} is the id of a statement`);
  return text;
};

export const shownOutcomes = (outcomes: OutcomeSums, currency: Currency) => {
  const of = (name: keyof OutcomeSums) => ({ count: outcomes[name].count, amount: money(outcomes[name].amountMinor, currency) });
  return {
    ...{ matched: of("matched"), different: of("different"), duplicated: of("duplicated"), extra: of("extra") },
    ...{ outside: of("outside"), missing: of("missing"), carried: of("carried"), not_due: of("not_due") },
  };
};

export const shownStatement = (statement: Statement, currency: Currency) => ({
  ...{ statementId: statementIdOf(statement.statementId), gateway: statement.gateway, format: statement.format, day: statement.day },
  ...{ status: statement.status, fileHash: statement.fileHash, lines: statement.lineCount, faultCount: statement.faultCount },
  ...{ importedAt: statement.importedAt, importedBy: statement.importedBy, faults: statement.faults.map(fault => ({ ...fault })) },
  amount: money(statement.amountMinor, currency),
  fee: money(statement.feeMinor, currency),
  postedFee: money(statement.postedFeeMinor, currency),
  outcomes: statement.outcomes === null ? null : shownOutcomes(statement.outcomes, currency),
});

export const shownUnderWay = ({ statementId, gateway, day, stage, lines, importedAt }: StatementUnderWay) => ({
  ...{ statementId: statementIdOf(statementId), gateway, day, stage, lines, begunAt: importedAt },
});

type Read = Extract<StatementImported, { kind: "taken" | "known" | "refused" }>;

export const shownImport = (imported: Read, currency: Currency) => {
  if (imported.kind === "refused") {
    const { statementId, faults, faultCount } = imported;
    return {
      ...{ statementId: statementIdOf(statementId), result: imported.kind, lines: 0, faultCount, outcomes: null },
      faults: faults.map(fault => ({ ...fault })),
    };
  }
  const { statement, outcomes } = imported;
  return {
    ...{ statementId: statementIdOf(statement.statementId), result: imported.kind, lines: statement.lineCount, faults: [], faultCount: 0 },
    outcomes: outcomes === null ? null : shownOutcomes(outcomes, currency),
  };
};

export const shownItem = (item: Item) => {
  const { line, factKey, factMinor, caseId, shortNo, currency, ownerId, askedAt, gatewaySaid } = item;
  return {
    ...{
      gateway: item.gateway,
      itemKey: item.itemKey,
      day: item.day,
      outcome: item.outcome,
      status: item.status,
      differences: [...item.differences],
    },
    ...{
      currency,
      suggested: item.suggested,
      note: item.note,
      resolution: item.resolution,
      settledBy: item.settledBy,
      confirmedBy: item.confirmedBy,
    },
    stake: item.stakeMinor === null ? null : money(item.stakeMinor, currency),
    line:
      line === null
        ? null
        : {
            ...{
              row: line.row,
              kind: line.kind,
              state: line.state,
              gatewayRef: line.gatewayRef,
              key: line.key,
              orderNo: line.orderNo,
              at: line.at,
            },
            amount: money(line.amountMinor, line.currency),
            fee: money(line.feeMinor, line.currency),
          },
    fact: factKey === null || factMinor === null ? null : { factKey, amount: money(factMinor, currency) },
    case: caseId === null || shortNo === null ? null : { caseId, shortNo, sellerName: item.sellerName },
    owner: ownerId === null ? null : { accountId: ownerId, name: item.ownerName },
    gatewaySaid: gatewaySaid === null || askedAt === null ? null : { said: gatewaySaid, at: askedAt },
  };
};

export const shownFact = ({ factKey, caseId, shortNo, orderNo, gatewayRef, sellerName, amountMinor, currency, at }: LedgerFact) => ({
  ...{ linkTo: `fact:${factKey}`, caseId, shortNo, orderNo, gatewayRef, sellerName, amount: money(amountMinor, currency), at },
});

export const shownClose = ({ day, closeHash, previousHash, keyId, closedAt, closedBy }: StoredClose) => ({
  ...{ day, closeHash, previousHash, keyId, closedAt, closedBy },
});
