import { type CompiledTable, loadTable } from "@amends/domain/policy/compile-table";
import { describeProblem } from "@amends/domain/policy/problem";
import type { PolicyRecord } from "@amends/domain/policy/value";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type RuleSketch, tableFile } from "./jdm.ts";
import { comparable, plain, zenDecision, zenEvaluate } from "./zen.ts";

const number = fc.constantFrom("0", "1", "2", "-1", "5", "0.5", "1.25", "100");
const text = fc.constantFrom('"a"', '"b"', '"deep"', '""', '"退款"');
const numberPath = fc.constantFrom("x.n", "x.m", "x.missing", "top");
const anyPath = fc.constantFrom("x.n", "x.m", "x.t", "x.flag", "x.list", "x.none.deep", "top");
const order = fc.constantFrom("<", "<=", ">", ">=");
const equality = fc.constantFrom("==", "!=");
const membership = fc.constantFrom("in", "not in");

const { amount } = fc.letrec<{ amount: string }>(tie => ({
  amount: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    number,
    numberPath,
    fc.tuple(tie("amount"), fc.constantFrom("+", "-", "*"), tie("amount")).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    tie("amount").map(a => `(${a})`),
    fc.tuple(numberPath, tie("amount")).map(([a, b]) => `(${a} ?? ${b})`),
    fc.tuple(tie("amount"), tie("amount")).map(([a, b]) => `max([${a}, ${b}])`),
    fc.tuple(tie("amount"), tie("amount")).map(([a, b]) => `min([${a}, ${b}])`),
    numberPath.map(path => `-${path}`),
  ),
}));

const scalar = fc.oneof(number, text, fc.constantFrom("true", "false", "null"));
const list = fc.array(fc.oneof(scalar, anyPath), { maxLength: 3 }).map(items => `[${items.join(", ")}]`);
const interval = fc
  .tuple(
    fc.constantFrom("[", "("),
    fc.constantFrom("-1", "0", "0.5"),
    fc.constantFrom("1", "5", "x.m", "x.m + 1"),
    fc.constantFrom("]", ")"),
  )
  .map(([open, low, high, close]) => `${open}${low}..${high}${close}`);

const comparison = (subject: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.tuple(subject, order, amount).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc.tuple(subject, equality, fc.oneof(scalar, amount, anyPath)).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc.tuple(subject, membership, fc.oneof(list, interval, anyPath)).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc.tuple(anyPath, fc.oneof(number, text)).map(([path, needle]) => `contains(${path}, ${needle})`),
  );

const single = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 2, arbitrary: fc.tuple(order, amount).map(([operator, value]) => `${operator} ${value}`) },
  { weight: 2, arbitrary: fc.tuple(equality, fc.oneof(scalar, anyPath)).map(([operator, value]) => `${operator} ${value}`) },
  { weight: 2, arbitrary: fc.oneof(list, interval, anyPath) },
  { weight: 2, arbitrary: fc.tuple(membership, fc.oneof(list, interval, anyPath)).map(([operator, value]) => `${operator} ${value}`) },
  { weight: 2, arbitrary: comparison(fc.oneof(fc.constantFrom("$", "$.deep"), anyPath)) },
  { weight: 1, arbitrary: comparison(fc.constant("$")).map(test => `not (${test})`) },
);
const inputCell = fc.oneof(
  fc.constant(""),
  single,
  fc
    .tuple(fc.constantFrom(" and ", " or ", ", "), fc.array(single, { minLength: 2, maxLength: 3 }))
    .map(([join, tests]) => tests.join(join)),
);

const { truth } = fc.letrec<{ truth: string }>(tie => ({
  truth: fc.oneof(
    { maxDepth: 2 },
    comparison(fc.oneof(anyPath, amount)),
    fc.tuple(tie("truth"), fc.constantFrom("and", "or"), tie("truth")).map(([a, operator, b]) => `${a} ${operator} ${b}`),
    tie("truth").map(a => `not (${a})`),
    tie("truth").map(a => `(${a})`),
  ),
}));
const value = fc.oneof(scalar, amount, anyPath, truth, list);
const outputCell = fc.oneof(
  fc.constant(""),
  value,
  fc.tuple(truth, value, value).map(([condition, a, b]) => `${condition} ? ${a} : ${b}`),
  fc.tuple(value, value).map(([a, b]) => `{ a: ${a}, "b-c": [${b}] }`),
);

const columns = { inputs: { n: "x.n", t: "x.t" }, outputs: { out: "out" } } as const;
const table = fc
  .array(fc.record({ n: inputCell, t: inputCell, out: outputCell }), { minLength: 1, maxLength: 4 })
  .map(rows => rows.map((row, index): RuleSketch => ({ _id: `R${index}`, ...row })))
  .map(rules => [...rules, { _id: "rest", n: "", t: "", out: '"rest"' }]);

const factNumber = fc.constantFrom(-1, 0, 1, 2, 5, 6, 100);
const fact = fc.oneof(
  factNumber,
  fc.constantFrom("a", "b", "deep", "", "退款"),
  fc.boolean(),
  fc.constant(null),
  fc.constant([1, "a"]),
  fc.constant({ deep: 1 }),
);
const context = fc.record(
  {
    x: fc.record(
      {
        n: fact,
        m: fc.oneof({ weight: 4, arbitrary: factNumber }, fact),
        t: fact,
        flag: fc.boolean(),
        list: fc.array(fact, { maxLength: 3 }),
      },
      { requiredKeys: [] },
    ),
    top: fact,
  },
  { requiredKeys: [] },
) as fc.Arbitrary<PolicyRecord>;

/** What is left of the drawn rows when those above a row without conditions, and cells we refuse, are taken out. */
const accepted = (rules: readonly RuleSketch[]): { readonly document: object; readonly compiled: CompiledTable } | null => {
  const document = tableFile("random", { ...columns, rules });
  const result = loadTable("random", document);
  if (result.kind === "loaded") return { document, compiled: result.value };
  const unexpected = result.problems.filter(problem => problem.code !== "bad_cell" && problem.code !== "unreachable_row");
  expect(unexpected.map(describeProblem)).toEqual([]);
  return null;
};

test("a table drawn at random decides as in ZEN, or is refused", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(table, fc.array(context, { minLength: 20, maxLength: 20 }), async (rules, contexts) => {
      const both = accepted(rules);
      fc.pre(both !== null);
      if (both === null) return;
      compared += 1;
      const decision = zenDecision(both.document);
      for (const facts of contexts) {
        const theirs = await zenEvaluate(decision, both.compiled.table, facts);
        expect({ facts: plain(facts), ...comparable(both.compiled.table, both.compiled.evaluate(facts)) }).toEqual({
          facts: plain(facts),
          ...theirs,
        });
      }
    }),
    { numRuns: Number(process.env["POLICY_RUNS"] ?? 150), seed: Number(process.env["POLICY_SEED"] ?? 20_260_101), maxSkipsPerRun: 1000 },
  );
  expect(compared).toBeGreaterThan(100);
});
