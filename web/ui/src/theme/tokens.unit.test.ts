import { describe, expect, it } from "vitest";
import { contrastOf } from "./contrast.ts";
import { COLORS, type ColorName } from "./tokens.ts";

const TEXT_ON: readonly (readonly [ColorName, readonly ColorName[]])[] = [
  ["ink", ["mist", "paper", "jadeWash", "amberWash", "cinnabarWash"]],
  ["inkQuiet", ["mist", "paper", "jadeWash", "amberWash", "cinnabarWash"]],
  ["jadeText", ["mist", "paper", "jadeWash"]],
  ["amberText", ["mist", "paper", "amberWash"]],
  ["cinnabarText", ["mist", "paper", "cinnabarWash"]],
  ["onJade", ["jade"]],
  ["onCinnabar", ["cinnabar"]],
];

describe.each(["light", "dark"] as const)("in %s", scheme => {
  const colors = COLORS[scheme];

  it.each(TEXT_ON)("%s can be read on whatever it stands on", (text, grounds) => {
    for (const ground of grounds) expect(contrastOf(colors[text], colors[ground]), ground).toBeGreaterThanOrEqual(4.5);
  });

  it("marks and the edges of controls can be told from the ground", () => {
    for (const mark of ["jade", "amber", "cinnabar", "lineStrong"] as const) {
      for (const ground of ["paper", "mist"] as const)
        expect(contrastOf(colors[mark], colors[ground]), `${mark} on ${ground}`).toBeGreaterThanOrEqual(3);
    }
  });
});

it("black on white is the largest contrast there is", () => {
  expect(contrastOf("#000000", "#FFFFFF")).toBeCloseTo(21);
});
