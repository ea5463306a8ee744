import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { FileLimits } from "@amends/domain/evidence/evidence-file";
import { inspectContent } from "@amends/evidence-store/content/inspect-content";
import { createFolderStore } from "@amends/evidence-store/folder-store";
import { createS3Store, type S3Settings } from "@amends/evidence-store/s3/s3-store";
import type { Clock } from "@amends/flows/clock";
import type { EvidencePorts } from "@amends/flows/evidence-ports";
import { sweepEvidence } from "@amends/flows/sweep-evidence";
import { createEvidenceFiles } from "@amends/postgres/evidence/evidence-files";
import { createFileCipher, hashContent } from "@amends/vault/file-cipher";
import type pg from "pg";
import type { LoopList } from "./workers/loop-list.ts";

/** Where sealed files lie. Two servers on one database need the same place: a folder they share, or a bucket. */
export type FilePlace = { readonly kind: "folder"; readonly path: string } | { readonly kind: "s3"; readonly settings: S3Settings };

type Given = {
  readonly pool: pg.Pool;
  readonly masterKey: Uint8Array;
  readonly dataDir: string;
  readonly place: FilePlace | undefined;
  readonly limits: FileLimits;
  readonly clock: Clock;
  readonly loops: Pick<LoopList, "start">;
};

const SWEEP_EVERY_MS = 5000;
const SWEPT_AT_ONCE = 50;

/** Everything about files that prove something, and the loop that takes away what nobody may see or wants any more. */
export const createEvidence = ({ pool, masterKey, dataDir, place, limits, clock, loops }: Given): EvidencePorts => {
  const ports: EvidencePorts = {
    files: createEvidenceFiles(pool),
    contents: place?.kind === "s3" ? createS3Store(place.settings) : createFolderStore(place?.path ?? join(dataDir, "evidence")),
    cipher: createFileCipher(masterKey),
    inspect: inspectContent,
    sha256: hashContent,
    limits,
    inTurn: turns(),
    clock,
    chance: length => randomBytes(length),
  };
  const turn = async (): Promise<number | null> => ((await sweepEvidence(ports, SWEPT_AT_ONCE)) === SWEPT_AT_ONCE ? 0 : null);
  loops.start({ name: "evidence files", turn, pollMs: SWEEP_EVERY_MS, gapMs: 0 });
  return ports;
};

/** One after the other, in the order they came; one that fails does not stop the next. */
const turns = (): EvidencePorts["inTurn"] => {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const mine = last.then(work, work);
    last = mine.catch(() => undefined);
    return mine;
  };
};
