import type { Routes } from "@amends/contract/routes";
import type { Call, CallAnswer } from "@amends/sdk/call";
import { queryOptions } from "@tanstack/react-query";
import { client } from "../../../client.ts";

export type TimeExtension = CallAnswer<Routes["listExtensions"]>["body"]["items"][number];
export type Announcement = Parameters<Call<Routes["announceExtension"]>>[0]["body"];
export type StoredHours = CallAnswer<Routes["listCalendars"]>["body"]["items"][number];
export type NewHours = Parameters<Call<Routes["putCalendar"]>>[0]["body"];

export const extensionsQuery = queryOptions({
  queryKey: ["extensions"],
  queryFn: async ({ signal }) => (await client.listExtensions({ signal })).body.items,
});

export const calendarsQuery = queryOptions({
  queryKey: ["calendars"],
  queryFn: async ({ signal }) => (await client.listCalendars({ signal })).body.items,
});
