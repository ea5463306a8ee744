import type { recordAcceptance as route } from "@amends/contract/routes/acceptance/acceptances";
import type { OrderId } from "@amends/domain/kernel/ids";
import type { z } from "zod";
import type { Client } from "./call.ts";
import { type UploadClient, uploadFile } from "./upload-file.ts";

export type AcceptanceClient = UploadClient & Client<{ readonly recordAcceptance: typeof route }>;

type Acceptance = {
  readonly orderId: OrderId;
  readonly body: z.input<(typeof route)["body"]>;
  readonly photos: readonly Blob[];
};

/** Records what was said at a hand-over, once its photos have arrived whole: where one does not, its failure is thrown and nothing is recorded. */
export const recordAcceptance = async (client: AcceptanceClient, { orderId, body, photos }: Acceptance): Promise<void> => {
  const files = [];
  for (const content of photos) {
    const { fileId, kind, sha256 } = await uploadFile(client, { orderId, kind: "photo", content });
    if (sha256 === null) throw new Error(`broken invariant: ${fileId} has arrived whole and has a hash`);
    files.push({ fileId, kind, sha256 });
  }
  await client.recordAcceptance({ params: { orderId }, body: { ...body, files } });
};
