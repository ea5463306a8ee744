import { STEP_OWNERS, type StepOwner } from "@amends/domain/case/step";
import { SERVICE_TYPES, type ServiceType } from "@amends/domain/intake/service-type";
import { SEVERITIES, type Severity } from "@amends/domain/triage/severity";

/** What the queue shows, as it stands in the address: a link to a queue is a link to the same queue. */
export type QueueSearch = {
  readonly status?: "open" | "ended";
  readonly waitsFor?: StepOwner;
  readonly serviceType?: ServiceType;
  readonly severity?: Severity;
};

const oneOf = <T extends string>(values: readonly T[], given: unknown): T | undefined => values.find(value => value === given);

/** Whatever an address says that is no filter is left out. */
export const readQueueSearch = (given: Readonly<Record<string, unknown>>): QueueSearch => {
  const status = oneOf(["open", "ended"] as const, given["status"]);
  const waitsFor = oneOf(STEP_OWNERS, given["waitsFor"]);
  const serviceType = oneOf(SERVICE_TYPES, given["serviceType"]);
  const severity = oneOf(SEVERITIES, given["severity"]);
  return {
    ...(status === undefined ? {} : { status }),
    ...(waitsFor === undefined ? {} : { waitsFor }),
    ...(serviceType === undefined ? {} : { serviceType }),
    ...(severity === undefined ? {} : { severity }),
  };
};

export const isSameSearch = (one: QueueSearch, other: QueueSearch): boolean =>
  one.status === other.status &&
  one.waitsFor === other.waitsFor &&
  one.serviceType === other.serviceType &&
  one.severity === other.severity;
