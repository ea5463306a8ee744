import { graphFaults } from "./check-template.ts";
import { CASE_ENDS, type PlanTarget, type PlanTemplate, type StepTemplate, type TemplateFault } from "./plan-graph.ts";
import { isOutcomeOf, isStepType, STEP_OUTCOMES, STEP_OWNERS, type StepOutcome, UNFORESEEN_OUTCOMES } from "./step.ts";

/** Reads one plan template. Every fault is reported at once, with its place, so that an author mends them in one go. */
export const parsePlanTemplate = (json: unknown): PlanTemplate | readonly TemplateFault[] => {
  const reader = new TemplateReader();
  const template = reader.template(json);
  if (template !== null && reader.faults.length === 0) reader.faults.push(...graphFaults(template));
  return template === null || reader.faults.length > 0 ? reader.faults : template;
};

class TemplateReader {
  readonly faults: TemplateFault[] = [];
  #id = "?";

  template(json: unknown): PlanTemplate | null {
    if (!isRecord(json) || typeof json["id"] !== "string") return this.#fault(null, "a plan template is an object with an id");
    this.#id = json["id"];
    const rawSteps = json["steps"];
    const rawEntry = json["entry"];
    if (!isRecord(rawSteps) || !isRecord(rawEntry)) return this.#fault(null, "`steps` and `entry` must be objects");
    const steps = new Map<string, StepTemplate>();
    for (const [key, raw] of Object.entries(rawSteps)) {
      const step = this.#step(key, raw);
      if (step !== null) steps.set(key, step);
    }
    const review = this.#entry(rawEntry["review"]);
    const entry = { approved: this.#entry(rawEntry["approved"]), review, contested: this.#entry(rawEntry["contested"] ?? review) };
    const withdraw = this.#withdraw(json["withdraw"] ?? {});
    return { id: this.#id, entry, steps, withdraw };
  }

  #entry(raw: unknown): readonly string[] {
    const keys = this.#keys("entry", raw);
    if (keys.length === 0) this.#fault("entry", "`approved` and `review` each name a first step");
    return keys;
  }

  #step(key: string, raw: unknown): StepTemplate | null {
    if (!isRecord(raw)) return this.#fault(key, "a step is an object");
    const { type, owner, next, after, zh, en } = raw;
    if (typeof type !== "string" || !isStepType(type))
      return this.#fault(key, `unknown step type ${String(type)}; known: ${Object.keys(STEP_OUTCOMES).join(", ")}`);
    const knownOwner = STEP_OWNERS.find(candidate => candidate === owner);
    if (knownOwner === undefined) return this.#fault(key, `unknown owner ${String(owner)}`);
    if (typeof zh !== "string" || typeof en !== "string") return this.#fault(key, "a step is named in `zh` and `en`");
    if (!isRecord(next)) return this.#fault(key, "`next` must map each outcome to what follows");
    const targets = new Map<StepOutcome, PlanTarget>();
    for (const [outcome, target] of Object.entries(next)) {
      if (!isOutcomeOf(type, outcome)) this.#fault(key, `${type} has no outcome ${outcome}; it has ${STEP_OUTCOMES[type].join(", ")}`);
      else targets.set(outcome, this.#target(key, target));
    }
    for (const outcome of STEP_OUTCOMES[type])
      if (!targets.has(outcome) && !UNFORESEEN_OUTCOMES.includes(outcome)) this.#fault(key, `nothing follows ${outcome}`);
    return { key, type, owner: knownOwner, after: this.#keys(key, after ?? []), next: targets, title: { zh, en } };
  }

  #withdraw(raw: unknown): ReadonlyMap<string, PlanTarget> {
    const targets = new Map<string, PlanTarget>();
    if (!isRecord(raw)) this.#fault(null, "`withdraw` must be an object");
    else for (const [key, target] of Object.entries(raw)) targets.set(key, this.#target(key, target));
    return targets;
  }

  #target(key: string, raw: unknown): PlanTarget {
    if (typeof raw === "string" && raw.startsWith("end:")) {
      const end = CASE_ENDS.find(candidate => `end:${candidate}` === raw);
      if (end !== undefined) return { kind: "end", end };
      this.#fault(key, `unknown end ${raw}`);
    }
    const keys = this.#keys(key, raw);
    if (keys.length === 0) this.#fault(key, "an outcome is followed by at least one step or by an end");
    return { kind: "steps", keys };
  }

  #keys(key: string, raw: unknown): readonly string[] {
    if (Array.isArray(raw) && raw.every(item => typeof item === "string")) return raw;
    this.#fault(key, `expected a list of step keys, got ${JSON.stringify(raw)}`);
    return [];
  }

  #fault(step: string | null, fault: string): null {
    this.faults.push({ template: this.#id, step, fault });
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
