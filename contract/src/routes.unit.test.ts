import { describe, expect, it } from "vitest";
import { z } from "zod";
import { nativeRecord } from "./import/native-record.ts";
import { openApiOf } from "./openapi.ts";
import { defineRoute, isSchema, isStreamBody, noContent, pathParamsOf, type RouteDescription } from "./route.ts";
import { ROUTES } from "./routes.ts";
import { id } from "./wire.ts";

const routes: readonly (readonly [string, RouteDescription])[] = Object.entries(ROUTES);

describe("every described endpoint", () => {
  it.each(routes)("%s has its own method and path, and its path and params agree", (name, route) => {
    const same = routes.filter(([, other]) => other.method === route.method && other.path === route.path);
    expect(same.map(([other]) => other)).toEqual([name]);
    expect(Object.keys(route.params?.shape ?? {}).sort()).toEqual([...pathParamsOf(route.path)].sort());
    expect(route.path).toMatch(/^\/v1\/[a-z-]+(:[a-z-]+)?(\/\{[a-zA-Z]+\}|\/[a-z-]+)*(:[a-z-]+)?$/);
  });

  it.each(routes)("%s refuses fields it does not know, at every depth of its body", (_name, route) => {
    const loose = [route.params, route.query, isStreamBody(route.body) ? undefined : route.body]
      .filter(schema => schema !== undefined)
      .flatMap(schema => openObjectsOf(z.toJSONSchema(schema, { io: "input" })));
    expect(loose).toEqual([]);
  });

  it.each(routes)("%s has a wire form for each answer", (_name, route) => {
    for (const said of Object.values(route.answers)) if (isSchema(said)) expect(() => z.toJSONSchema(said, { io: "input" })).not.toThrow();
    expect(Object.keys(route.answers).length).toBeGreaterThan(0);
  });
});

/** JSON schema objects that let unnamed fields through. */
const openObjectsOf = (schema: unknown): readonly unknown[] => {
  if (typeof schema !== "object" || schema === null) return [];
  const inner = Object.values(schema).flatMap(openObjectsOf);
  return "properties" in schema && !("additionalProperties" in schema) ? [schema, ...inner] : inner;
};

describe("the description holds its writer to", () => {
  const plain = { method: "GET", summary: { zh: "", en: "" }, answers: { 204: noContent }, refusals: [] } as const;

  it("a list of roles, and params for each name in the path", () => {
    // @ts-expect-error an endpoint says who may call it
    defineRoute({ ...plain, path: "/v1/things" });
    // @ts-expect-error and not nobody
    defineRoute({ ...plain, path: "/v1/things", access: { roles: [] } });
    // @ts-expect-error the path names caseId
    defineRoute({ ...plain, path: "/v1/cases/{caseId}", access: "anyone" });
    // @ts-expect-error under its own name
    defineRoute({ ...plain, path: "/v1/cases/{caseId}", access: "anyone", params: z.strictObject({ id: id("case") }) });
    // @ts-expect-error a code of the catalogue
    defineRoute({ ...plain, path: "/v1/things", access: "anyone", refusals: ["invented"] });
    const right = defineRoute({
      ...plain,
      path: "/v1/cases/{caseId}",
      access: { roles: ["agent"] },
      params: z.strictObject({ caseId: id("case") }),
    });
    expect(right.access.roles).toEqual(["agent"]);
  });
});

describe("the OpenAPI document", () => {
  const lines = { importOrders: nativeRecord };
  const document = JSON.parse(JSON.stringify(openApiOf(ROUTES, { title: "t", version: "1", statusOf: () => 400, lines })));

  it("has an operation for each endpoint, with its roles", () => {
    const operations = Object.values<Record<string, { operationId: string; "x-roles": unknown }>>(document.paths).flatMap(path =>
      Object.values(path),
    );
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(ROUTES).sort());
    expect(document.openapi).toBe("3.1.0");
    expect(document.paths["/v1/api-keys"].post["x-roles"]).toEqual(["admin"]);
  });

  it("says what a host may write of an order, field by field", () => {
    const body = document.paths["/v1/orders:import"].post.requestBody.content["application/x-ndjson"].schema;
    expect(body.contentSchema).toEqual({ $ref: "#/components/schemas/ImportRecord" });
    const kinds: readonly { readonly properties: Record<string, { const?: string; items?: { properties: object } }> }[] =
      document.components.schemas.ImportRecord.oneOf;
    const order = kinds.find(({ properties }) => properties["kind"]?.const === "order");
    expect(order?.properties["shipments"]?.items?.properties).toMatchObject({
      packedGrams: { minimum: 1 },
      fromRegion: { type: "string" },
    });
  });

  it("names every component it refers to, and refers to nothing else", () => {
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(refs.length).toBeGreaterThan(10);
    for (const name of refs) expect(document.components.schemas).toHaveProperty(String(name));
    expect(JSON.stringify(document)).not.toContain("$defs");
    const empty = Object.entries<Record<string, unknown>>(document.components.schemas).filter(([, schema]) => "$ref" in schema);
    expect(empty.map(([name]) => name)).toEqual([]);
    expect(document.components.schemas.Filing.properties).toHaveProperty("serviceType");
  });
});
