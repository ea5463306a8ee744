import { type Instant, instant } from "@amends/domain/kernel/time";
import type { PersonView } from "@amends/flows/personal-data-ports";
import { expect, it } from "vitest";
import { createViewRecorder } from "./view-recorder.ts";

const view: PersonView = {
  operationId: "operation_000000000000000000000001",
  personId: "person_000000000000000000000001",
  textIds: ["text_000000000000000000000001"],
  by: { role: "agent", id: "account_000000000000000000000001" },
};
const now = (): Instant => instant(1_000);

it("views are written together, each with its moment, and once", async () => {
  const written: unknown[] = [];
  const batch = createViewRecorder(
    async views => void written.push(views),
    now,
    () => undefined,
  );
  batch.viewed(view);
  batch.viewed(view);
  await batch.flush();
  await batch.flush();
  expect(written).toEqual([
    [
      { ...view, at: 1_000 },
      { ...view, at: 1_000 },
    ],
  ]);
});

it("a batch that could not be written is written with the next", async () => {
  const faults: unknown[] = [];
  const written: (readonly unknown[])[] = [];
  let isDown = true;
  const write = async (views: readonly unknown[]): Promise<void> => {
    if (isDown) throw new Error("down");
    written.push(views);
  };
  const batch = createViewRecorder(write, now, (_, fault) => faults.push(fault));
  batch.viewed(view);
  await batch.flush();
  isDown = false;
  batch.viewed(view);
  await batch.flush();
  expect(faults).toHaveLength(1);
  expect(written.map(({ length }) => length)).toEqual([2]);
});
