import type { PersonId, TextId } from "@amends/domain/kernel/ids";
import type { Instant } from "@amends/domain/kernel/time";
import { maskContact, maskEmail, maskMessage, maskName, maskPhone, type TextKind } from "@amends/domain/party/masking";
import type { PostalContact } from "@amends/domain/party/postal-contact";
import type { AccessRecord, PersonalDataCipher, PersonStore, PersonView, SealedTexts } from "./personal-data-ports.ts";
import { actorOf, type Principal, type Scope, scopeOf } from "./scope.ts";

export type PersonalText =
  | { readonly textId: TextId; readonly kind: "address"; readonly contact: PostalContact }
  | { readonly textId: TextId; readonly kind: Exclude<TextKind, "address">; readonly text: string };

export type PersonalDataPorts = {
  readonly persons: PersonStore;
  readonly cipher: PersonalDataCipher;
  /** Puts a view on record within a second; the answer does not wait for it. */
  readonly viewed: (view: PersonView) => void;
};

/** The texts in plain, on record before they leave. Ones that are erased, unknown or not the principal's to see are left out. */
export const revealPersonalData = async (
  { persons, cipher }: Omit<PersonalDataPorts, "viewed">,
  principal: Principal,
  request: { readonly personId: PersonId; readonly textIds: readonly TextId[]; readonly reason: string },
  at: Instant,
): Promise<readonly PersonalText[]> => {
  const record = { by: actorOf(principal), reason: request.reason, at };
  return takePersonalData({ persons, cipher }, scopeOf(principal), request, record);
};

/** The same within a scope the caller has found out itself, where a matter opens to somebody what they could not ask for by its id. */
export const takePersonalData = async (
  { persons, cipher }: Omit<PersonalDataPorts, "viewed">,
  scope: Scope,
  { personId, textIds }: { readonly personId: PersonId; readonly textIds: readonly TextId[] },
  record: AccessRecord,
): Promise<readonly PersonalText[]> => {
  const found = await persons.takeTexts(scope, personId, textIds, record);
  return found === null ? [] : opened(cipher, personId, found);
};

/** The same texts with everything hidden that nobody needs for ordinary work. */
export const viewPersonalData = async (
  { persons, cipher, viewed }: PersonalDataPorts,
  principal: Principal,
  personId: PersonId,
  textIds: readonly TextId[],
): Promise<readonly PersonalText[]> => {
  if (textIds.length === 0) return [];
  const found = await persons.findTexts(scopeOf(principal), personId, textIds);
  if (found === null) return [];
  // What buyers see of themselves is nobody's concern.
  if (principal.role !== "buyer" && found.texts.length > 0) {
    const { operationId } = principal;
    viewed({ operationId, personId, textIds: found.texts.map(({ textId }) => textId), by: actorOf(principal) });
  }
  return opened(cipher, personId, found).map(masked);
};

const opened = (cipher: PersonalDataCipher, personId: PersonId, { secret, texts }: SealedTexts): readonly PersonalText[] => {
  const key = cipher.open(personId, secret);
  return texts.map(({ textId, kind, sealed }): PersonalText => {
    const plain = key.unseal(textId, kind, sealed);
    return kind === "address" ? { textId, kind, contact: contactOf(plain) } : { textId, kind, text: plain };
  });
};

/** Written by nobody but `contactField`, and authenticated since. */
const contactOf = (plain: string): PostalContact => JSON.parse(plain) as PostalContact;

const masked = (text: PersonalText): PersonalText => {
  switch (text.kind) {
    case "address":
      return { ...text, contact: maskContact(text.contact) };
    case "name":
      return { ...text, text: maskName(text.text) };
    case "phone":
      return { ...text, text: maskPhone(text.text) };
    case "email":
      return { ...text, text: maskEmail(text.text) };
    case "message":
      return { ...text, text: maskMessage(text.text) };
  }
};
