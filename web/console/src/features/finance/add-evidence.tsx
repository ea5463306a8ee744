import type { Consent } from "@amends/domain/evidence/consent";
import type { FileKind } from "@amends/domain/evidence/evidence-file";
import { uploadFile } from "@amends/sdk/upload-file";
import { FilePick } from "@amends/ui/components/file-pick";
import { useLanguage } from "@amends/ui/components/language";
import { ErrorLine } from "@amends/ui/components/states";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Checkbox } from "antd";
import { useState } from "react";
import { client } from "../../client.ts";
import type { CaseDetail } from "../case/api/get-case.ts";
import { useClaimWords } from "./claim-words.ts";

type Props = { readonly shown: Pick<CaseDetail, "caseId" | "orderId" | "consent"> };

/**
 * What came in when the case was long over goes into the case first, where everybody who may see it does. Where the buyer has to have agreed to that, whoever
 * adds it says that they did, to the text that stands there.
 */
export const AddEvidence = ({ shown: { caseId, orderId, consent: terms } }: Props) => {
  const words = useClaimWords();
  const { language } = useLanguage();
  const queries = useQueryClient();
  const [isMedical, setMedical] = useState(false);
  const [isAgreed, setAgreed] = useState(false);
  const asked = terms.asked ?? (isMedical ? terms.ifMedical : null);
  const isLacking = asked !== null && !isAgreed;
  const add = useMutation({
    mutationFn: async (content: File) => {
      const kind = kindOf(content);
      const { fileId, sha256 } = await uploadFile(client, { orderId, kind, content });
      const { version } = (await client.showCase({ params: { caseId } })).body;
      if (sha256 === null) return;
      const consent: { readonly consent?: Consent } =
        asked?.files.includes(kind) === true ? { consent: { version: asked.version, language } } : {};
      const items = [{ fileId, kind, sha256, ...consent } as const];
      await client.provideEvidence({ params: { caseId }, body: { items }, ifMatch: version, idempotencyKey: crypto.randomUUID() });
    },
    onSuccess: () => {
      setMedical(false);
      setAgreed(false);
      return queries.invalidateQueries();
    },
  });
  return (
    <div className="add-evidence">
      {terms.asked === null && terms.ifMedical !== null && (
        <Checkbox
          checked={isMedical}
          onChange={({ target }) => {
            setMedical(target.checked);
            setAgreed(false);
          }}
        >
          {words.isMedical}
        </Checkbox>
      )}
      {asked !== null && (
        <>
          <blockquote className="quiet">{asked[language]}</blockquote>
          <Checkbox checked={isAgreed} onChange={({ target }) => setAgreed(target.checked)}>
            {words.buyerAgreed}
          </Checkbox>
        </>
      )}
      <FilePick
        accept="image/*,video/*,application/pdf"
        isDisabled={add.isPending || isLacking}
        onPicked={([file]) => file !== undefined && add.mutate(file)}
      >
        {add.isPending ? words.adding : isLacking ? words.agreeFirst : words.add}
      </FilePick>
      {add.error !== null && <ErrorLine error={add.error} />}
    </div>
  );
};

const kindOf = ({ type }: File): FileKind => {
  if (type.startsWith("image/")) return "photo";
  return type.startsWith("video/") ? "video" : "document";
};
