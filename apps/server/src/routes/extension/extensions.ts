import { refuse } from "@amends/contract/errors";
import * as route from "@amends/contract/routes/extension/extensions";
import { DAY_MS } from "@amends/domain/kernel/time";
import type { AnnouncedExtension } from "@amends/flows/extension-ports";
import { actorOf } from "@amends/flows/scope";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

/** The longest rest of a year, twice over: more is a change of rules, and those are announced otherwise. */
const DAYS_MAX = 31;
const SHOWN_MAX = 100;

export const extensionRoutes = ({ extensions }: Pick<ServerDeps, "extensions">) => ({
  announceExtension: mount(route.announceExtension, async ({ principal, body, now }) => {
    const { fromAt, untilAt } = body;
    if (untilAt <= now || untilAt <= fromAt) return refuse("extension_over", { untilTime: new Date(untilAt).toISOString() });
    if (untilAt - fromAt > DAYS_MAX * DAY_MS) return refuse("extension_too_long", { maxDaysCount: DAYS_MAX });
    const extension = {
      operationId: principal.operationId,
      extensionId: extensions.newId(),
      zh: body.zh,
      en: body.en,
      region: body.region ?? null,
      carrier: body.carrier ?? null,
      category: body.category ?? null,
      sellerId: body.sellerId ?? null,
      stepTypes: [...new Set(body.stepTypes)],
      fromAt,
      untilAt,
      announcedAt: now,
      announcedBy: actorOf(principal),
    };
    await extensions.store.announce(extension);
    extensions.wake();
    return answer(201, viewOf({ ...extension, withdrawnAt: null }));
  }),
  listExtensions: mount(route.listExtensions, async ({ scope }) => {
    const found = await extensions.store.list(scope, SHOWN_MAX);
    return answer(200, { items: found.map(viewOf) });
  }),
  withdrawExtension: mount(route.withdrawExtension, async ({ scope, params: { extensionId }, now }) => {
    const withdrawn = await extensions.store.withdraw(scope, extensionId, now);
    if (withdrawn === null) return refuse("not_found", { id: extensionId });
    extensions.wake();
    return answer(200, viewOf(withdrawn));
  }),
});

const viewOf = ({ operationId: _operation, announcedBy: _by, stepTypes, ...extension }: AnnouncedExtension) => ({
  ...extension,
  stepTypes: [...stepTypes],
});
