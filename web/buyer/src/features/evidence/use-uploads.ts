import type { FileKind } from "@amends/domain/evidence/evidence-file";
import type { FileShows } from "@amends/domain/evidence/file-shows";
import type { FileId, OrderId } from "@amends/domain/kernel/ids";
import { ProblemError } from "@amends/sdk/problem-error";
import { type EvidenceFile, uploadFile } from "@amends/sdk/upload-file";
import { useCallback, useEffect, useRef, useState } from "react";
import { client } from "../../client.ts";
import { dropKeptFile, keepFile, keptFiles } from "./kept-files.ts";

/** What a filing or a command names a piece of evidence by. */
export type NamedEvidence = {
  readonly fileId: FileId;
  readonly kind: FileKind;
  readonly sha256: string;
  /** As the buyer ticked it. */
  readonly shows?: FileShows;
};

/** One picture on its way: shown from the phone's own memory from the first moment on. */
export type Upload = {
  readonly key: number;
  readonly kind: FileKind;
  readonly content: Blob;
  readonly previewUrl: string;
  readonly receivedBytes: number;
  readonly fileId: FileId | null;
  readonly file: EvidenceFile | null;
  /** What more than the goods it shows; null until the buyer says so. */
  readonly shows: FileShows | null;
  readonly error: unknown;
};

export type Uploads = {
  readonly list: readonly Upload[];
  /** Those that are safely there. */
  readonly named: readonly NamedEvidence[];
  readonly isUploading: boolean;
  readonly add: (kind: FileKind, files: readonly Blob[]) => void;
  readonly remove: (key: number) => void;
  readonly say: (key: number, shows: FileShows | null) => void;
  readonly retry: (key: number) => void;
  /** They were filed: nothing of them is kept on the phone. */
  readonly forget: () => void;
};

/**
 * Uploads begin at once and one after the other: on a poor network several at the same time would each take longer. With a `place` the pictures are kept
 * on the phone until they were filed: opened again, the page shows them and goes on where the server stands.
 */
export const useUploads = (orderId: OrderId, place: string | null = null): Uploads => {
  const [list, setList] = useState<readonly Upload[]>([]);
  const [isRestoring, setRestoring] = useState(place !== null);
  const running = useRef(new Map<number, AbortController>());
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const nextKey = useRef(0);

  const change = useCallback((key: number, to: Partial<Upload>): void => {
    setList(all => all.map(each => (each.key === key ? { ...each, ...to } : each)));
  }, []);

  const start = ({ key, kind, content, fileId }: Pick<Upload, "key" | "kind" | "content" | "fileId">): void => {
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
          onOpened: opened => {
            change(key, { fileId: opened });
            keepFile(place, { key, kind, content, fileId: opened });
          },
          onProgress: receivedBytes => change(key, { receivedBytes }),
          signal: stop.signal,
        });
        change(key, { file });
      } catch (error) {
        if (stop.signal.aborted) return;
        // Begun so long ago that the server has let it go: the picture is here, so it is sent anew.
        if (fileId !== null && error instanceof ProblemError && error.code === "not_found") start({ key, kind, content, fileId: null });
        else change(key, { error });
      }
    };
    turn.current = turn.current.then(upload);
  };

  const add = (kind: FileKind, files: readonly Blob[]): void => {
    const added = files.map((content): Upload => {
      nextKey.current += 1;
      const previewUrl = URL.createObjectURL(content);
      return { key: nextKey.current, kind, content, previewUrl, receivedBytes: 0, fileId: null, file: null, shows: null, error: null };
    });
    setList(all => [...all, ...added]);
    for (const upload of added) {
      keepFile(place, upload);
      start(upload);
    }
  };

  const remove = (key: number): void => {
    const gone = list.find(upload => upload.key === key);
    if (gone === undefined) return;
    running.current.get(key)?.abort();
    URL.revokeObjectURL(gone.previewUrl);
    setList(all => all.filter(upload => upload.key !== key));
    dropKeptFile(place, key);
    // What is left behind goes by itself in a day.
    if (gone.fileId !== null) client.dropEvidenceFile({ params: { fileId: gone.fileId } }).catch(() => undefined);
  };

  const retry = (key: number): void => {
    const upload = list.find(each => each.key === key);
    if (upload === undefined) return;
    change(key, { error: null });
    start(upload);
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was kept is taken up once, when the page opens
  useEffect(() => {
    let isLeft = false;
    void keptFiles(place).then(kept => {
      if (isLeft) return;
      nextKey.current = Math.max(nextKey.current, ...kept.map(({ key }) => key));
      const restored = kept.map(file => ({
        ...file,
        previewUrl: URL.createObjectURL(file.content),
        receivedBytes: 0,
        file: null,
        shows: null,
        error: null,
      }));
      setList(all => [...restored, ...all]);
      setRestoring(false);
      for (const upload of restored) start(upload);
    });
    return () => {
      isLeft = true;
    };
  }, []);

  useEffect(() => {
    const all = running.current;
    return () => {
      for (const stop of all.values()) stop.abort();
    };
  }, []);

  const say = (key: number, shows: FileShows | null): void => change(key, { shows });

  const named = list.flatMap(({ file, kind, shows }) =>
    file === null || file.sha256 === null ? [] : [{ fileId: file.fileId, kind, sha256: file.sha256, ...(shows === null ? {} : { shows }) }],
  );
  const forget = (): void => {
    for (const { key } of list) dropKeptFile(place, key);
  };
  const isUploading = isRestoring || list.some(({ file, error }) => file === null && error === null);
  return { list, named, isUploading, add, remove, say, retry, forget };
};
