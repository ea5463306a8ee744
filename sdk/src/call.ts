import type { NoContent, RouteDescription, StreamAnswer, StreamBody, SuccessStatus } from "@amends/contract/route";
import type { z } from "zod";

/**
 * What a caller says and hears, read off a route's description. Values are in domain form: amounts are `bigint`, instants are epoch milliseconds, and a
 * field with a default may be left out.
 */
export type CallInput<R extends RouteDescription> = PartOf<"params", R["params"]> &
  PartOf<"query", R["query"]> &
  BodyInput<R["body"]> &
  (R["idempotency"] extends string ? { readonly idempotencyKey?: string } : unknown) &
  (R["ifMatch"] extends true ? { readonly ifMatch?: number } : unknown) & { readonly signal?: AbortSignal };

/** `version` is the answer's ETag: what `ifMatch` of the next change wants. */
export type CallAnswer<R extends RouteDescription> = {
  [S in keyof R["answers"] & SuccessStatus]: {
    readonly status: S;
    readonly body: AnswerBody<R["answers"][S]>;
    readonly version: number | null;
  };
}[keyof R["answers"] & SuccessStatus];

export type Call<R extends RouteDescription> = (
  ...input: object extends CallInput<R> ? [input?: CallInput<R>] : [input: CallInput<R>]
) => Promise<CallAnswer<R>>;

export type Client<Routes extends Readonly<Record<string, RouteDescription>>> = { readonly [Name in keyof Routes]: Call<Routes[Name]> };

/** Bytes handed on as they are, with the type they are of. */
export type StreamedBody = { readonly contentType: string; readonly data: Blob | ArrayBuffer | string };

type PartOf<Name extends string, Schema> = Schema extends z.ZodType
  ? object extends Said<Schema>
    ? { readonly [N in Name]?: Said<Schema> }
    : { readonly [N in Name]: Said<Schema> }
  : unknown;

type BodyInput<Body> = Body extends StreamBody
  ? { readonly body: StreamedBody }
  : Body extends z.ZodType
    ? { readonly body: Said<Body> }
    : unknown;

type AnswerBody<Answer> = Answer extends z.ZodType
  ? z.output<Answer>
  : Answer extends StreamAnswer
    ? ReadableStream<Uint8Array>
    : Answer extends NoContent
      ? undefined
      : never;

/** The domain form of a schema, where what has a default is optional. */
export type Said<Schema> =
  Schema extends z.ZodDefault<infer Inner>
    ? Said<Inner> | undefined
    : Schema extends z.ZodOptional<infer Inner>
      ? Said<Inner> | undefined
      : Schema extends z.ZodNullable<infer Inner>
        ? Said<Inner> | null
        : Schema extends z.ZodArray<infer Item>
          ? readonly Said<Item>[]
          : Schema extends z.ZodObject<infer Shape>
            ? SaidObject<Shape>
            : Schema extends z.ZodDiscriminatedUnion<infer Options>
              ? Said<Options[number]>
              : Schema extends z.ZodType
                ? z.output<Schema>
                : never;

type MayBeLeftOut<Schema> = Schema extends z.ZodDefault | z.ZodOptional ? true : false;
type SaidObject<Shape> = {
  readonly [K in keyof Shape as MayBeLeftOut<Shape[K]> extends true ? never : K]: Said<Shape[K]>;
} & { readonly [K in keyof Shape as MayBeLeftOut<Shape[K]> extends true ? K : never]?: Said<Shape[K]> };
