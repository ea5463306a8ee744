import type { Instant } from "@amends/domain/kernel/time";
import type { DeskSettings } from "@amends/domain/notice/desk-notice";
import type { NoticeChannel, NoticeLanguage, NoticeSettings } from "@amends/domain/notice/notice";
import type { SendOutcome } from "@amends/flows/notices/notice-ports";

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

/** Null together where they never said. */
export type DeskSettingsColumns = Omit<SettingsColumns, "channels"> & { readonly ways: DeskSettings["ways"] | null };

export const deskSettingsOf = ({ ways, language, quiet_from, quiet_to }: DeskSettingsColumns): DeskSettings | null =>
  ways === null || language === null || quiet_from === null || quiet_to === null
    ? null
    : { ways, language, quietFromMinute: quiet_from, quietToMinute: quiet_to };

/** What becomes of each send's row, as the columns of a settlement: the lease, then status, due, failed, said. */
export const endsOf = (
  settled: readonly { readonly send: { readonly leasedUntil: Instant }; readonly outcome: SendOutcome }[],
): readonly unknown[] => {
  const ends = settled.map(({ send, outcome }) => endOf(outcome, send.leasedUntil));
  return [
    settled.map(({ send }) => send.leasedUntil),
    ends.map(({ status }) => status),
    ends.map(({ due_at }) => due_at),
    ends.map(({ failed }) => failed),
    ends.map(({ said }) => said),
  ];
};

const endOf = (outcome: SendOutcome, leasedUntil: Instant) => {
  switch (outcome.kind) {
    case "sent":
      return { status: "sent", due_at: leasedUntil, failed: false, said: null };
    case "skipped":
      return { status: "skipped", due_at: leasedUntil, failed: false, said: outcome.code };
    case "put_off":
      return { status: "pending", due_at: outcome.until, failed: false, said: null };
    case "failed":
      return { status: "pending", due_at: outcome.until, failed: true, said: outcome.fault };
    case "parked":
      return { status: "parked", due_at: leasedUntil, failed: true, said: outcome.fault };
  }
};
