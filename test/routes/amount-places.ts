import type { z } from "zod";
import { build, type Ids, jsonOf, resolved, type Schema, sampleOf } from "./sample.ts";

export type AmountPlace = {
  readonly pointer: string;
  readonly maySink: boolean;
  /** The smallest body that names an amount there. */
  readonly bodyWith: (amount: object) => unknown;
};

/** Every place of a body where a sum of money may stand, also where it need not. */
export const amountPlaces = (schema: z.ZodType, ids: Ids): readonly AmountPlace[] => {
  const root = jsonOf(schema);
  const least = sampleOf(schema, ids);
  return walk(root, root, "", ids).map(({ pointer, maySink, put }) => ({ pointer, maySink, bodyWith: amount => put(least, amount) }));
};

type Place = { readonly pointer: string; readonly maySink: boolean; readonly put: (into: unknown, amount: object) => unknown };

const walk = (schema: Schema, root: Schema, pointer: string, ids: Ids): readonly Place[] => {
  if (schema.$ref !== undefined) return walk(resolved(schema.$ref, root), root, pointer, ids);
  const { amount, currency, ...others } = schema.properties ?? {};
  if (amount !== undefined && currency !== undefined && Object.keys(others).length === 0)
    return [{ pointer, maySink: (amount.minimum ?? 0) < 0, put: (_into, given) => given }];
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined)
    return options.flatMap(option =>
      walk(option, root, pointer, ids).map(place => ({ ...place, put: (_into, given) => place.put(build(option, root, ids), given) })),
    );
  if (schema.items !== undefined) {
    const { items } = schema;
    return walk(items, root, `${pointer}/0`, ids).map(place => ({
      ...place,
      put: (_into, given) => [place.put(build(items, root, ids), given)],
    }));
  }
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    walk(field, root, `${pointer}/${name}`, ids).map(place => ({
      ...place,
      put: (into, given) => {
        const object = typeof into === "object" && into !== null ? into : {};
        const held = Object.entries(object).find(([key]) => key === name)?.[1];
        return { ...object, [name]: place.put(held ?? build(field, root, ids), given) };
      },
    })),
  );
};
