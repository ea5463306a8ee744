/**
 * Every colour, size and distance of both apps, once. Ant Design, antd-mobile and our own style sheets all read this file; a colour written anywhere else is a
 * mistake. `…Text` colours carry words (contrast ≥ 4.5 : 1 on `ground`, `paper` and their own `…Wash`); the plain ones are marks, lines and fills.
 */
export type ColorScheme = "light" | "dark";

const LIGHT = {
  ink: "#14213D",
  inkQuiet: "#55607A",
  jade: "#0F7B6C",
  jadeText: "#0B6A5D",
  jadeWash: "#E4F2EF",
  onJade: "#FFFFFF",
  amber: "#C7791A",
  amberText: "#85500D",
  amberWash: "#FBF1E1",
  cinnabar: "#C0392B",
  cinnabarText: "#AE2F22",
  cinnabarWash: "#FBE9E7",
  onCinnabar: "#FFFFFF",
  mist: "#F5F7F6",
  paper: "#FFFFFF",
  line: "#E3E8E6",
  lineStrong: "#7C8785",
  shadow: "0 1px 3px rgb(20 33 61 / 10%), 0 4px 12px rgb(20 33 61 / 6%)",
} as const;

export type ColorName = keyof typeof LIGHT;
export type Colors = Readonly<Record<ColorName, string>>;

const DARK: Colors = {
  ink: "#E8ECF3",
  inkQuiet: "#A3ADBF",
  jade: "#12806F",
  jadeText: "#5FCDB9",
  jadeWash: "#12302D",
  onJade: "#FFFFFF",
  amber: "#D08A31",
  amberText: "#EBB264",
  amberWash: "#352816",
  cinnabar: "#C9483A",
  cinnabarText: "#F2958A",
  cinnabarWash: "#3A1E1B",
  onCinnabar: "#FFFFFF",
  mist: "#10151E",
  paper: "#19202C",
  line: "#2B3443",
  lineStrong: "#77839A",
  shadow: "0 1px 3px rgb(0 0 0 / 40%), 0 4px 12px rgb(0 0 0 / 30%)",
};

export const COLORS: Readonly<Record<ColorScheme, Colors>> = { light: LIGHT, dark: DARK };

/** Chinese fonts draw an English apostrophe as wide as a character: English text takes a Latin font before them. */
export const LATIN_FIRST = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Liberation Sans"';

export const FONT_STACK =
  '-apple-system, BlinkMacSystemFont, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "Segoe UI", system-ui, sans-serif';

/** Font size and line height in px: text, one step up for titles, one step down for asides. */
export const TYPE = {
  phone: { aside: [13, 18], text: [16, 24], title: [20, 28] },
  desk: { aside: [12, 18], text: [14, 22], title: [18, 26] },
} as const;

/** The 4-px grid. */
export const SPACE = { 1: 4, 2: 8, 3: 12, 4: 16, 5: 20, 6: 24, 8: 32, 12: 48 } as const;
export const RADIUS = 8;
/** The smallest thing a finger is asked to hit. */
export const HIT_AREA = 44;
export const MOTION_MS = 160;
