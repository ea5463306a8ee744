import { expect, test } from "vitest";
import { type Staffing, serviceOf, staffingFor } from "./erlang-c.ts";

const half = (arrivals: number, handleSeconds: number, withinSeconds: number, targetBasisPoints: number) => ({
  arrivals,
  perSeconds: 1800,
  handleSeconds,
  withinSeconds,
  targetBasisPoints,
  shrinkageBasisPoints: 3000,
});

const shown = ({ load, agents, waits, serviceLevel, meanWaitSeconds, occupancy, headcount }: Staffing): readonly string[] => [
  load.toFixed(1),
  String(agents),
  waits.toFixed(4),
  serviceLevel.toFixed(4),
  meanWaitSeconds.toFixed(2),
  occupancy.toFixed(3),
  headcount.toFixed(1),
];

test.each([
  [half(100, 180, 20, 8000), ["10.0", "14", "0.1741", "0.8884", "7.84", "0.714", "20.0"]],
  [half(60, 420, 60, 8000), ["14.0", "18", "0.2317", "0.8691", "24.33", "0.778", "25.7"]],
  [half(300, 90, 20, 9000), ["15.0", "20", "0.1604", "0.9472", "2.89", "0.750", "28.6"]],
])("the published rows come out as published: %o", (ask, expected) => {
  expect(shown(staffingFor(ask))).toEqual(expected);
});

test("one person fewer just misses the target in the first row and in the third", () => {
  expect(serviceOf(half(100, 180, 20, 8000), 13).serviceLevel.toFixed(4)).toBe("0.7956");
  expect(serviceOf(half(300, 90, 20, 9000), 19).serviceLevel.toFixed(4)).toBe("0.8996");
});

test("where nothing arrives one person is enough, and with too few for the load nobody is answered", () => {
  expect(staffingFor(half(0, 180, 20, 8000))).toMatchObject({ agents: 1, serviceLevel: 1 });
  expect(serviceOf(half(100, 180, 20, 8000), 10)).toMatchObject({ serviceLevel: 0, meanWaitSeconds: Number.POSITIVE_INFINITY });
});
