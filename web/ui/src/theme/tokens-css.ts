import { COLORS, type Colors, FONT_STACK, HIT_AREA, LATIN_FIRST, MOTION_MS, RADIUS, SPACE, TYPE } from "./tokens.ts";

/** The tokens as custom properties: ours by their names, antd-mobile's by its own. It stands in the page's head, so the first paint has the right colours. */
export const tokensCss = (): string =>
  [
    `:root{color-scheme:light dark;${declared(fixed())}${declared(colorVariables(COLORS.light))}}`,
    `:root:lang(en){--font:${LATIN_FIRST}, ${FONT_STACK};}`,
    // What is printed lies on white paper, whatever the screen looks like.
    `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${declared(colorVariables(COLORS.dark))}}}`,
    `@media screen{:root[data-theme=dark]{color-scheme:dark;${declared(colorVariables(COLORS.dark))}}}`,
    "@media print{:root{color-scheme:light}}",
    ":root[data-theme=light]{color-scheme:light}",
    `:root:root{${declared(ANTD_MOBILE)}}`,
  ].join("");

type Variables = Readonly<Record<string, string>>;

const declared = (variables: Variables): string =>
  Object.entries(variables)
    .map(([name, value]) => `--${name}:${value};`)
    .join("");

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);

const colorVariables = (colors: Colors): Variables =>
  Object.fromEntries(Object.entries(colors).map(([name, value]) => [kebab(name), value]));

const fixed = (): Variables => ({
  font: FONT_STACK,
  radius: `${RADIUS}px`,
  "hit-area": `${HIT_AREA}px`,
  motion: `${MOTION_MS}ms`,
  ...Object.fromEntries(Object.entries(SPACE).map(([step, px]) => [`space-${step}`, `${px}px`])),
  ...Object.fromEntries(
    Object.entries(TYPE).flatMap(([device, sizes]) =>
      Object.entries(sizes).map(([size, [fontPx, linePx]]) => [`${device}-${size}`, `${fontPx}px/${linePx}px var(--font)`]),
    ),
  ),
});

const ANTD_MOBILE: Variables = {
  "adm-font-family": "var(--font)",
  "adm-color-primary": "var(--jade)",
  "adm-color-success": "var(--jade)",
  "adm-color-warning": "var(--amber)",
  "adm-color-danger": "var(--cinnabar)",
  "adm-color-text": "var(--ink)",
  "adm-color-text-secondary": "var(--ink-quiet)",
  "adm-color-weak": "var(--ink-quiet)",
  "adm-color-light": "var(--line-strong)",
  "adm-color-border": "var(--line)",
  "adm-color-box": "var(--mist)",
  "adm-color-background": "var(--paper)",
  "adm-color-fill-content": "var(--mist)",
  "adm-color-text-light-solid": "var(--on-jade)",
  "adm-color-wathet": "var(--jade-wash)",
  "adm-border-color": "var(--line)",
  "adm-radius-s": "var(--radius)",
  "adm-radius-m": "var(--radius)",
  "adm-radius-l": "var(--radius)",
};
