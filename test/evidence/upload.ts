import { createHash, randomBytes } from "node:crypto";
import { picture } from "./pictures.ts";

type Credentials = Readonly<Record<string, string>>;
export type Place = { readonly base: string };
export type Said = { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers };
export type NamedFile = { readonly fileId: string; readonly kind: string; readonly sha256: string };

const said = async (response: Response): Promise<Said> => {
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text.startsWith("{") ? JSON.parse(text) : {} };
};

export const openFile = async (place: Place, who: Credentials, ask: { orderId: string; kind: string; sizeBytes: number }): Promise<Said> =>
  said(
    await fetch(`${place.base}/v1/evidence-files`, {
      method: "POST",
      headers: { ...who, "content-type": "application/json" },
      body: JSON.stringify(ask),
    }),
  );

export const sendPart = async (place: Place, who: Credentials, fileId: string, offset: number, bytes: Uint8Array): Promise<Said> =>
  said(
    await fetch(`${place.base}/v1/evidence-files/${fileId}?offset=${offset}`, {
      method: "PATCH",
      headers: { ...who, "content-type": "application/octet-stream" },
      body: Uint8Array.from(bytes),
    }),
  );

export const askFile = async (place: Place, who: Credentials, method: "GET" | "DELETE", fileId: string): Promise<Said> =>
  said(await fetch(`${place.base}/v1/evidence-files/${fileId}`, { method, headers: who }));

/** A file in one part, as a filing names it. */
export const uploaded = async (
  place: Place,
  who: Credentials,
  {
    orderId,
    kind = "photo",
    bytes = picture("fruit.jpg"),
  }: { readonly orderId: string; readonly kind?: string; readonly bytes?: Uint8Array },
): Promise<NamedFile> => {
  const opened = await openFile(place, who, { orderId, kind, sizeBytes: bytes.length });
  const fileId = String(opened.body["fileId"]);
  const done = await sendPart(place, who, fileId, 0, bytes);
  if (done.status !== 200) throw new Error(`${opened.status} ${done.status} ${JSON.stringify(done.body)}`);
  return { fileId, kind, sha256: String(done.body["sha256"]) };
};

export const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
export const nobodys = (): string => `file_${randomBytes(12).toString("hex")}`;
