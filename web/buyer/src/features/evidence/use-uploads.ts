import type { FileKind } from "@amends/domain/evidence/evidence-file";
import type { FileId, OrderId } from "@amends/domain/kernel/ids";
import { type EvidenceFile, uploadFile } from "@amends/sdk/upload-file";
import { useCallback, useEffect, useRef, useState } from "react";
import { client } from "../../client.ts";

/** What a filing or a command names a piece of evidence by. */
export type NamedEvidence = { readonly fileId: FileId; readonly kind: FileKind; readonly sha256: string };

/** One picture on its way: shown from the phone's own memory from the first moment on. */
export type Upload = {
  readonly key: number;
  readonly kind: FileKind;
  readonly content: Blob;
  readonly previewUrl: string;
  readonly receivedBytes: number;
  readonly fileId: FileId | null;
  readonly file: EvidenceFile | null;
  readonly error: unknown;
};

export type Uploads = {
  readonly list: readonly Upload[];
  /** Those that are safely there. */
  readonly named: readonly NamedEvidence[];
  readonly isUploading: boolean;
  readonly add: (kind: FileKind, files: readonly Blob[]) => void;
  readonly remove: (key: number) => void;
  readonly retry: (key: number) => void;
};

/** Uploads begin at once and one after the other: on a poor network several at the same time would each take longer. */
export const useUploads = (orderId: OrderId): Uploads => {
  const [list, setList] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<number, AbortController>());
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const nextKey = useRef(0);

  const change = useCallback((key: number, to: Partial<Upload>): void => {
    setList(all => all.map(each => (each.key === key ? { ...each, ...to } : each)));
  }, []);

  const start = ({ key, kind, content, fileId }: Upload): void => {
    const stop = new AbortController();
    running.current.set(key, stop);
    const upload = async (): Promise<void> => {
      if (stop.signal.aborted) return;
      try {
        const file = await uploadFile(client, {
          orderId,
          kind,
          content,
          ...(fileId === null ? {} : { fileId }),
          onOpened: opened => change(key, { fileId: opened }),
          onProgress: receivedBytes => change(key, { receivedBytes }),
          signal: stop.signal,
        });
        change(key, { file });
      } catch (error) {
        if (!stop.signal.aborted) change(key, { error });
      }
    };
    turn.current = turn.current.then(upload);
  };

  const add = (kind: FileKind, files: readonly Blob[]): void => {
    const added = files.map((content): Upload => {
      nextKey.current += 1;
      const previewUrl = URL.createObjectURL(content);
      return { key: nextKey.current, kind, content, previewUrl, receivedBytes: 0, fileId: null, file: null, error: null };
    });
    setList(all => [...all, ...added]);
    for (const upload of added) start(upload);
  };

  const remove = (key: number): void => {
    const gone = list.find(upload => upload.key === key);
    if (gone === undefined) return;
    running.current.get(key)?.abort();
    URL.revokeObjectURL(gone.previewUrl);
    setList(list.filter(upload => upload.key !== key));
    // What is left behind goes by itself in a day.
    if (gone.fileId !== null) client.dropEvidenceFile({ params: { fileId: gone.fileId } }).catch(() => undefined);
  };

  const retry = (key: number): void => {
    const upload = list.find(each => each.key === key);
    if (upload === undefined) return;
    change(key, { error: null });
    start(upload);
  };

  useEffect(() => {
    const all = running.current;
    return () => {
      for (const stop of all.values()) stop.abort();
    };
  }, []);

  const named = list.flatMap(({ file, kind }) =>
    file === null || file.sha256 === null ? [] : [{ fileId: file.fileId, kind, sha256: file.sha256 }],
  );
  return { list, named, isUploading: list.some(({ file, error }) => file === null && error === null), add, remove, retry };
};
