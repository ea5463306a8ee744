import { findLastPerson } from "@amends/postgres/people/last-person";
import { createPersonalDataCipher } from "@amends/vault/personal-data-cipher";
import { findMasterKey, loadMasterKey, MasterKeyError } from "@amends/vault/personal-data-key";

type Where = { readonly dataDir: string; readonly isLost: boolean };

/**
 * The master key, once it is known to be the one this database's personal data was written with. With another one everything seems to work, and every
 * name, address and message that is written from then on can be read by nobody who has the right one.
 */
export const ownMasterKey = async (
  writerUrl: string,
  { dataDir, isLost }: Where,
  env: Readonly<Record<string, string | undefined>>,
): Promise<Uint8Array> => {
  const last = isLost ? null : await findLastPerson(writerUrl);
  if (last === null) return loadMasterKey(dataDir, env);
  const key = await findMasterKey(dataDir, env);
  if (key === null)
    throw new MasterKeyError(`The database holds personal data, and there is no master key in ${dataDir}. ${BRING_IT_BACK}`);
  try {
    createPersonalDataCipher(key).open(last.personId, last.secret);
  } catch (cause) {
    throw new MasterKeyError(`The personal data in this database was written with another master key. ${BRING_IT_BACK}`, { cause });
  }
  return key;
};

const BRING_IT_BACK =
  "Put the right one back as master.key in the data folder, or in AMENDS_MASTER_KEY. If it is lost for good, --master-key-lost goes on with another: what was written before then stays closed.";
