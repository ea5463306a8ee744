import type { CompiledPack } from "@amends/domain/policy/pack";

/** One thing a pack must decide, said so that a mutated pack can be asked too. */
export interface PackExpectation {
  /** A sentence of the business. */
  readonly name: string;
  /** The pack's folder from the root of the repository, e.g. `policies/base`, and the overlays laid on it. */
  readonly pack: string;
  readonly overlays?: readonly string[];
  /** What is wrong, or null when the pack decides as expected. Must depend on nothing but the pack. */
  readonly check: (pack: CompiledPack) => string | null;
}
