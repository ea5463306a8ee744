import type { CaseId, OrderId } from "@amends/domain/kernel/ids";
import { uploadFile } from "@amends/sdk/upload-file";
import { FilePick } from "@amends/ui/components/file-pick";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client } from "../../client.ts";
import { useClaimWords } from "./claim-words.ts";

/** What came in when the case was long over goes into the case first, where everybody who may see it does. */
export const AddEvidence = ({ caseId, orderId }: { readonly caseId: CaseId; readonly orderId: OrderId }) => {
  const words = useClaimWords();
  const queries = useQueryClient();
  const add = useMutation({
    mutationFn: async (content: File) => {
      const kind = content.type.startsWith("image/") ? "photo" : content.type.startsWith("video/") ? "video" : "document";
      const { fileId, sha256 } = await uploadFile(client, { orderId, kind, content });
      const { version } = (await client.showCase({ params: { caseId } })).body;
      if (sha256 === null) return;
      const items = [{ fileId, kind, sha256 } as const];
      await client.provideEvidence({ params: { caseId }, body: { items }, ifMatch: version, idempotencyKey: crypto.randomUUID() });
    },
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <div className="add-evidence">
      <FilePick
        accept="image/*,video/*,application/pdf"
        isDisabled={add.isPending}
        onPicked={([file]) => file !== undefined && add.mutate(file)}
      >
        {add.isPending ? words.adding : words.add}
      </FilePick>
      {add.error !== null && <ErrorLine error={add.error} />}
    </div>
  );
};
