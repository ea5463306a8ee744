/**
 * Who may import whom. The first list is the way of a case: a stage may look back, never ahead. The second says what each room may use besides itself;
 * whatever is not there is forbidden, so a new room has to be entered here before it can import anything.
 */
const STAGES = [
  "kernel",
  "party",
  "order",
  "evidence",
  "policy",
  "intake",
  "triage",
  "liability",
  "remedy",
  "settlement",
  "recourse",
  "promise",
  "evaluation",
  "case",
  "work",
  "notice",
  "batch",
  "reconciliation",
];

/**
 * Imports where the code and the order of stages disagree today, as [from, to]. Every run prints them; the check fails when one is no longer there, so the
 * list can only shrink in silence. Whoever adds one says what would mend it.
 */
const OPEN_QUESTIONS = [];

const OWN_CODE = "^(domain|flows|contract|adapters|apps|sdk|web)/";
const TESTS = "[.](unit|prop|int|e2e)[.]test[.]tsx?$";

const ROOMS = [
  { room: "domain", path: "^domain/src/", may: ["^domain/"], npm: ["@gorules/lezer-zen", "@lezer/common"], isPure: true },
  { room: "flows", path: "^flows/src/", may: ["^flows/", "^domain/"], npm: [], isPure: true },
  { room: "contract", path: "^contract/src/", may: ["^contract/", "^domain/"], npm: ["zod"], isPure: true },
  { room: "sdk", path: "^sdk/src/", may: ["^sdk/", "^contract/", "^domain/"], npm: ["zod"], isPure: true },
  // Readers of host data and the demo world write the native import format, which the contract describes; no other adapter knows a wire format.
  { room: "reader", path: "^adapters/(importers|demo)/", may: ["^adapters/$1/", "^flows/", "^domain/", "^contract/"] },
  { room: "adapter", path: "^adapters/(?!importers/|demo/)([^/]+)/", may: ["^adapters/$1/", "^flows/", "^domain/"] },
  { room: "server", path: "^apps/server/", may: ["^apps/server/", "^adapters/", "^flows/", "^contract/", "^domain/"] },
  // The command line starts the server, so it is the one room that may enter an app.
  { room: "cli", path: "^apps/cli/", may: ["^apps/", "^adapters/", "^flows/", "^contract/", "^domain/"] },
  { room: "web", path: "^web/([^/]+)/src/", may: ["^web/$1/", "^web/ui/", "^sdk/", "^contract/", "^domain/"], isPure: true },
];

const roomRules = ROOMS.flatMap(({ room, path, may, npm, isPure }) => {
  const from = { path, pathNot: TESTS };
  const rule = (name, comment, to) => ({ name: `${room}-${name}`, comment, severity: "error", from, to });
  const rules = [
    rule("keeps-to-its-rooms", "Move the thing to the room below, or take it as an argument.", { path: OWN_CODE, pathNot: may }),
  ];
  if (isPure === true)
    rules.push(rule("touches-nothing", "Take what you need as a value or behind a port.", { dependencyTypes: ["core"] }));
  if (npm !== undefined) {
    const allowed = npm.map(name => `^node_modules/${name}/`);
    rules.push(rule("adds-no-package", "A new package needs an ADR and an entry here.", { path: "^node_modules/", pathNot: allowed }));
  }
  return rules;
});

const stageRules = STAGES.slice(0, -1).map((stage, index) => ({
  name: `${stage}-never-looks-ahead`,
  comment: `${stage} comes before what it imports. Move the shared type to the earlier stage, or make it a command to the case.`,
  severity: "error",
  from: { path: `^domain/src/${stage}/`, pathNot: TESTS },
  to: { path: `^domain/src/(${STAGES.slice(index + 1).join("|")})/` },
}));

module.exports = {
  openQuestions: OPEN_QUESTIONS,
  rooms: ROOMS,
  forbidden: [
    ...roomRules,
    ...stageRules,
    {
      name: "domain-has-known-stages",
      comment: "Put the new folder into STAGES, at the place in the way of a case where it belongs.",
      severity: "error",
      from: {},
      to: { path: "^domain/src/", pathNot: `^domain/src/(${STAGES.join("|")})/` },
    },
    {
      name: "no-cycles",
      comment: "Two files that need each other are one thing, or have a third in common.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "tests-stay-tests",
      comment: "What runs in production may not need a test or its harness.",
      severity: "error",
      from: { path: OWN_CODE, pathNot: TESTS },
      to: { path: ["^test/", "^bench/", TESTS] },
    },
    { name: "resolvable", comment: "The import leads nowhere.", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
};
