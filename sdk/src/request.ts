import { isStreamBody, type RouteDescription } from "@amends/contract/route";
import { z } from "zod";
import type { StreamedBody } from "./call.ts";
import { fillDefaults } from "./fill-defaults.ts";

/** A call before its types are known: what every `CallInput` is made of. */
export type AnyInput = {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly ifMatch?: number;
  readonly signal?: AbortSignal;
};

export type WireRequest = {
  readonly method: RouteDescription["method"];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: BodyInit | null;
};

/** The bytes of a call. Pure: the same input gives the same request, so that a retry cannot differ from the first try. */
export const requestOf = (route: RouteDescription, input: AnyInput, baseUrl: string): WireRequest => {
  const { contentType, body } = bodyOf(route, input.body);
  return {
    method: route.method,
    url: `${baseUrl}${pathOf(route, input.params)}${queryOf(route, input.query)}`,
    headers: {
      accept: "application/json, application/problem+json",
      ...(contentType === undefined ? {} : { "content-type": contentType }),
      ...(route.idempotency === undefined || input.idempotencyKey === undefined ? {} : { "idempotency-key": input.idempotencyKey }),
      ...(input.ifMatch === undefined ? {} : { "if-match": `"${input.ifMatch}"` }),
    },
    body,
  };
};

const pathOf = (route: RouteDescription, params: AnyInput["params"]): string => {
  const wire = route.params === undefined ? {} : encoded(route.params, params ?? {});
  return route.path.replaceAll(/\{([A-Za-z]+)\}/g, (_whole, name: string) => encodeURIComponent(String(wire[name])));
};

const queryOf = (route: RouteDescription, query: AnyInput["query"]): string => {
  if (route.query === undefined || query === undefined) return "";
  const wire = new URLSearchParams();
  for (const [name, value] of Object.entries(encoded(route.query, query))) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) wire.append(name, String(one));
  }
  const text = wire.toString();
  return text === "" ? "" : `?${text}`;
};

const encoded = (schema: z.ZodObject, value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  z.encode(schema, fillDefaults(schema, value) as z.output<typeof schema>);

const bodyOf = (route: RouteDescription, said: unknown): { readonly contentType?: string; readonly body: BodyInit | null } => {
  if (route.body === undefined) return { body: null };
  if (isStreamBody(route.body)) {
    const { contentType, data } = said as StreamedBody;
    return { contentType, body: data };
  }
  return { contentType: "application/json", body: JSON.stringify(z.encode(route.body, fillDefaults(route.body, said))) };
};
