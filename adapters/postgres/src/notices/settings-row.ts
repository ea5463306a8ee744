import type { NoticeChannel, NoticeLanguage, NoticeSettings } from "@amends/domain/notice/notice";

/** Null together where the buyer never said how they want to be told. */
export type SettingsColumns = {
  readonly channels: readonly NoticeChannel[] | null;
  readonly language: NoticeLanguage | null;
  readonly quiet_from: number | null;
  readonly quiet_to: number | null;
};

export const settingsOf = ({ channels, language, quiet_from, quiet_to }: SettingsColumns): NoticeSettings | null =>
  channels === null || language === null || quiet_from === null || quiet_to === null
    ? null
    : { channels, language, quietFromMinute: quiet_from, quietToMinute: quiet_to };
