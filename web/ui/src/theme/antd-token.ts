import { COLORS, type ColorScheme, HIT_AREA, RADIUS, TYPE } from "./tokens.ts";

/** The tokens in Ant Design's words. */
export const antdToken = (scheme: ColorScheme) => {
  const colors = COLORS[scheme];
  return {
    colorPrimary: colors.jade,
    colorInfo: colors.jade,
    colorSuccess: colors.jade,
    colorWarning: colors.amber,
    // Ant Design writes with it as well as fills; on dark paper only the lighter one can be read.
    colorError: scheme === "dark" ? colors.cinnabarText : colors.cinnabar,
    colorLink: colors.jadeText,
    colorText: colors.ink,
    colorTextSecondary: colors.inkQuiet,
    colorTextTertiary: colors.inkQuiet,
    colorTextDescription: colors.inkQuiet,
    colorTextPlaceholder: colors.inkQuiet,
    colorBgLayout: colors.mist,
    colorBgContainer: colors.paper,
    colorBgElevated: colors.paper,
    colorBorder: colors.lineStrong,
    colorBorderSecondary: colors.line,
    colorSplit: colors.line,
    fontFamily: "var(--font)",
    fontSize: TYPE.desk.text[0],
    borderRadius: RADIUS,
    boxShadow: colors.shadow,
    // A finger needs more room than a pointer.
    ...(matchMedia("(pointer: coarse)").matches ? { controlHeight: HIT_AREA, controlHeightSM: HIT_AREA } : {}),
    motionDurationMid: "0.16s",
    motionDurationSlow: "0.2s",
    // It waits for the end of each motion, and the style sheet leaves it none.
    motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
};
