import { makeOrdinalId, type OperationId, type SellerId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { choosePlainNotice } from "@amends/domain/notice/choose-notice";
import type { RuleVersion } from "@amends/domain/policy/rule-versions";
import type { Clock } from "../clock.ts";
import type { AnnouncedRules, DatedRules } from "../policy-port.ts";
import type { DeskNotice, Messengers } from "./notice-ports.ts";

/** Versions of rules that sellers have not been told of yet. */
export type RuleNews = {
  untold(): Promise<readonly UntoldVersion[]>;
  /** Every seller somebody signs in for; who has no desk reads the rules in public. */
  sellersAtDesks(): Promise<readonly SellerAtDesk[]>;
  /** Notices and that they were told become durable together. Telling twice adds nothing. */
  told(version: UntoldVersion, notices: readonly DeskNotice[], at: Instant): Promise<void>;
};

export type UntoldVersion = Pick<RuleVersion, "versionNo" | "packHash"> & { readonly packId: string };
export type SellerAtDesk = { readonly operationId: OperationId; readonly sellerId: SellerId };

export type TellRulesPorts = {
  readonly news: RuleNews;
  readonly announced: AnnouncedRules;
  readonly clock: Clock;
  readonly messengers: Messengers;
};

/** Numbers of a seller's messages about its deposit come before these. */
const FIRST_NUMBER = 16_384;
const NEWS = "rules_announced";

/** G-5: tells sellers of rules to come, and of those the law did not let wait; gives how many versions were told of. */
export const tellSellersOfRules = async ({ news, announced, clock, messengers }: TellRulesPorts): Promise<number> => {
  const untold = await news.untold();
  if (untold.length === 0) return 0;
  const at = clock.now();
  const shops = await news.sellersAtDesks();
  const dated = new Map<OperationId, readonly DatedRules[]>();
  for (const operationId of new Set(shops.map(shop => shop.operationId))) {
    const rules = await announced.datedRules(operationId, at);
    dated.set(operationId, rules === null ? [] : [rules.inForce, ...rules.upcoming]);
  }
  for (const version of untold) {
    const notices = shops.flatMap(({ operationId, sellerId }): readonly DeskNotice[] => {
      const rules = dated.get(operationId)?.find(({ version: { packHash } }) => packHash === version.packHash);
      const chosen = rules === undefined || !isNews(rules) ? null : choosePlainNotice(rules.running.pack, NEWS, "seller");
      if (rules === undefined || chosen === null) return [];
      return [
        {
          noticeId: makeOrdinalId("notice", sellerId, FIRST_NUMBER + version.versionNo),
          ...{ operationId, caseId: null, audience: "seller", sellerId, at },
          ...{ template: chosen.template, roles: chosen.roles, isUrgent: chosen.isUrgent, mustHear: chosen.mustHear },
          byMail: messengers.email === null ? null : chosen.channels.includes("email"),
          params: { due: { kind: "moment", at: rules.version.effectiveAt } },
        },
      ];
    });
    await news.told(version, notices, at);
  }
  return untold.length;
};

/** What holds at once, since nobody is worse off by it, is read where the rules are read. */
const isNews = ({ version, announcement }: DatedRules): boolean =>
  version.effectiveAt > version.announcedAt || announcement.urgent !== null;
