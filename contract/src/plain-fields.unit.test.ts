import { expect, it } from "vitest";
import { plainFieldsOf } from "./plain-fields.ts";
import { ROUTES } from "./routes.ts";

it("a form can be made of what a command asks, whatever it is about", () => {
  expect(plainFieldsOf(ROUTES.reportVisit.body)).toEqual([{ kind: "yes_no", name: "met", isNeeded: true }]);
  expect(plainFieldsOf(ROUTES.quoteRepair.body)).toEqual([{ kind: "sum", name: "amount", isNeeded: true }]);
  expect(plainFieldsOf(ROUTES.reportRepair.body)).toEqual([
    { kind: "choice", name: "result", values: ["repaired", "beyond_repair"], isNeeded: true },
  ]);
  expect(plainFieldsOf(ROUTES.grantOnCase.body)).toMatchObject([{ name: "refund" }, { name: "cash" }, { name: "bearer", isNeeded: false }]);
});

it("what needs more than choices and sums has a form of its own", () => {
  expect(plainFieldsOf(ROUTES.handOverReturn.body)).toBeNull();
  expect(plainFieldsOf(ROUTES.inspectReturn.body)).toBeNull();
});
