import type { BookVisit, OrderRepair } from "@amends/domain/case/effect";
import { bodyOf, type EffectId } from "@amends/domain/kernel/ids";
import { type Instant, latest } from "@amends/domain/kernel/time";
import type { Keyed, RepairGateway } from "@amends/flows/gateway-ports";
import { memoryJournal } from "../sandbox/journal.ts";
import { createMischiefs } from "../sandbox/mischief.ts";
import { createPartner, type Decided, type PartnerOptions, refused } from "../sandbox/partner.ts";
import { firstFreeSlot } from "../sandbox-carrier/pickup-slots.ts";

export type WorkshopJob = { readonly key: EffectId; readonly jobRef: string };
export type BookedVisit = { readonly key: EffectId; readonly visitRef: string; readonly slotAt: Instant };

export type WorkshopBooks = {
  /** How many jobs the workshop still takes, and visits its people still make per slot; `null` = as many as come. */
  setCapacity(capacity: { readonly jobs: number | null; readonly visitsPerSlot: number | null }): Promise<void>;
  jobs(): Promise<readonly WorkshopJob[]>;
  visits(): Promise<readonly BookedVisit[]>;
};

type WorkshopNote =
  | ({ readonly note: "job_taken" } & WorkshopJob)
  | ({ readonly note: "visit_booked" } & BookedVisit)
  | { readonly note: "capacity_set"; readonly jobs: number | null; readonly visitsPerSlot: number | null };

export type SandboxWorkshop = RepairGateway & WorkshopBooks & { settleDue(): Promise<void> };

/** A repairer with a bench and people who drive out. It takes a job or says that it has no room; what it found it reports to the case itself. */
export const createSandboxWorkshop = ({
  clock,
  journal = memoryJournal(),
  mischiefs = createMischiefs(),
  onSettled = () => undefined,
}: PartnerOptions): SandboxWorkshop => {
  const jobs: WorkshopJob[] = [];
  const visits: BookedVisit[] = [];
  let left: number | null = null;
  let perSlot: number | null = null;
  const apply = (note: WorkshopNote): void => {
    switch (note.note) {
      case "job_taken":
        jobs.push({ key: note.key, jobRef: note.jobRef });
        if (left !== null) left -= 1;
        return;
      case "visit_booked":
        visits.push({ key: note.key, visitRef: note.visitRef, slotAt: note.slotAt });
        return;
      case "capacity_set":
        left = note.jobs;
        perSlot = note.visitsPerSlot;
        return;
    }
  };
  const partner = createPartner<WorkshopNote>({ clock, journal, mischiefs, onSettled, apply });
  const isSlotFree = (slotAt: Instant): boolean => perSlot === null || visits.filter(visit => visit.slotAt === slotAt).length < perSlot;

  return {
    orderRepair: ({ key, sellerId, items, place }: Keyed<OrderRepair>) => {
      const decide = (at: Instant): Decided<{ readonly jobRef: string }, WorkshopNote> => {
        if (left === 0) return { answer: refused("no_capacity", `${key}: the workshop takes no more jobs`), note: null };
        const jobRef = `job-${bodyOf(key)}`;
        return { answer: { kind: "done", at, jobRef }, note: { note: "job_taken", key, jobRef } };
      };
      return partner.call({ method: "orderRepair", key, asked: { method: "orderRepair", sellerId, items, place }, decide });
    },
    bookVisit: ({ key, sellerId, atTextId, notBefore }: Keyed<BookVisit>) => {
      const decide = (at: Instant): Decided<{ readonly visitRef: string; readonly slotAt: Instant }, WorkshopNote> => {
        const slotAt = firstFreeSlot(latest(notBefore, at), isSlotFree);
        if (slotAt === null) return { answer: refused("no_slot", `visit ${key}: every slot of the next days is taken`), note: null };
        const visitRef = `visit-${bodyOf(key)}`;
        return { answer: { kind: "done", at, visitRef, slotAt }, note: { note: "visit_booked", key, visitRef, slotAt } };
      };
      return partner.call({ method: "bookVisit", key, asked: { method: "bookVisit", sellerId, atTextId, notBefore }, decide });
    },
    setCapacity: capacity => partner.note({ note: "capacity_set", ...capacity }),
    jobs: () => partner.read(() => [...jobs]),
    visits: () => partner.read(() => [...visits]),
    settleDue: partner.settleDue,
  };
};
