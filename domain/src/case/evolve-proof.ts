import type { Instant } from "../kernel/time.ts";
import type { Actor } from "../party/party.ts";
import type { CaseState } from "./case-state.ts";
import type { GrantProposed, LossProved } from "./proof-facts.ts";

/** What was proved stands until something else is; a proposal made before it is overtaken. */
export const evolveProof = (
  state: CaseState,
  event: (LossProved | GrantProposed) & { readonly by: Actor; readonly at: Instant },
): CaseState => {
  const { by, at } = event;
  switch (event.type) {
    case "loss_proved": {
      const { lossMinor, shares, evidence, sums } = event;
      const { proposal: _overtaken, ...rest } = state;
      return { ...rest, proof: { lossMinor, shares, evidence, sums, by, at } };
    }
    case "grant_proposed":
      return { ...state, proposal: { by, at, heads: event.heads, onTopMinor: event.onTopMinor } };
  }
};
