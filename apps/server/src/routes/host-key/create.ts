import { refuse } from "@amends/contract/errors";
import type { Language } from "@amends/contract/language";
import { createHostKey } from "@amends/contract/routes/host-key/create";
import type { HostKeyFault } from "@amends/flows/identity/ports";
import type { ServerDeps } from "../../deps.ts";
import { answer, mount } from "../../route.ts";

export const createHostKeyRoute = ({ identity: { hostTokens, hostKeys, secrets } }: Pick<ServerDeps, "identity">) =>
  mount(createHostKey, async ({ principal: { operationId }, body: { algorithm, audience, key }, now, language }) => {
    const checked = hostTokens.materialOf(algorithm, key);
    if (checked.kind === "unusable") return refuse("unusable_key", { reason: FAULTS[language][checked.reason] });
    const keyId = secrets.newId("key", now);
    await hostKeys.insert({ keyId, operationId, algorithm, audience, material: checked.material }, now);
    return answer(201, { keyId }, { location: `/v1/host-keys/${keyId}` });
  });

const FAULTS: Readonly<Record<Language, Readonly<Record<HostKeyFault, string>>>> = {
  zh: { too_short: "密钥不是 base64url，或少于 32 字节", not_a_public_key: "内容不是 PEM 公钥", wrong_key_type: "公钥类型与算法不符" },
  en: {
    too_short: "the secret is not base64url or has fewer than 32 bytes",
    not_a_public_key: "this is not a PEM public key",
    wrong_key_type: "the key is not of this algorithm",
  },
};
