import { SettingsError } from "../settings-error.ts";

/** One object of the settings file, and the way to it. Every read names its place, and a field that nobody read is refused: a typing error must not pass for a default. */
export type SettingsFields = {
  readonly place: string;
  readonly text: (name: string, pattern?: RegExp, expected?: string) => string;
  readonly textOr: <T>(name: string, otherwise: T, pattern?: RegExp, expected?: string) => string | T;
  readonly oneOf: <const T extends string>(name: string, known: readonly T[], otherwise?: T) => T;
  readonly flag: (name: string) => boolean;
  readonly url: (name: string, otherwise: string | null) => string | null;
  readonly secret: (name: string) => string;
  readonly object: (name: string) => SettingsFields | null;
  readonly list: (name: string) => readonly SettingsFields[];
  readonly texts: (name: string) => readonly string[] | null;
  readonly names: () => readonly string[];
  /** After everything was read. */
  readonly done: () => void;
};

/** Finds what `{"env": …}` or `{"file": …}` names; null where there is nothing. */
export type SecretSource = (place: { readonly env: string } | { readonly file: string }) => string | null;

export const settingsFields = (value: unknown, place: string, secretOf: SecretSource): SettingsFields => {
  if (!isObject(value)) throw new SettingsError(place, "is no object", "an object in braces");
  const read = new Set<string>();
  const at = (name: string): string => (place === "" ? name : `${place}.${name}`);
  const take = (name: string): unknown => {
    read.add(name);
    return value[name];
  };
  const asText = (name: string, given: unknown, pattern = /./, expected = "a text"): string => {
    if (typeof given !== "string" || !pattern.test(given))
      throw new SettingsError(at(name), given === undefined ? "is missing" : "is not right", expected);
    return given;
  };
  return {
    place,
    text: (name, pattern, expected) => asText(name, take(name), pattern, expected),
    textOr: (name, otherwise, pattern, expected) => {
      const given = take(name);
      return given === undefined ? otherwise : asText(name, given, pattern, expected);
    },
    oneOf: (name, known, otherwise) => {
      const given = take(name) ?? otherwise;
      const found = known.find(candidate => candidate === given);
      if (found === undefined)
        throw new SettingsError(at(name), given === undefined ? "is missing" : "is not right", `one of ${known.join(", ")}`);
      return found;
    },
    flag: name => {
      const given = take(name) ?? false;
      if (typeof given !== "boolean") throw new SettingsError(at(name), "is not right", "true or false");
      return given;
    },
    url: (name, otherwise) => {
      const given = take(name) ?? otherwise;
      if (given === null) return null;
      const url = typeof given === "string" ? URL.parse(given) : null;
      if (url === null || !["http:", "https:"].includes(url.protocol))
        throw new SettingsError(at(name), "is not right", "an address like https://pay.example.com");
      return url.href;
    },
    secret: name => secretText(take(name), at(name), secretOf),
    object: name => {
      const given = take(name);
      return given === undefined ? null : settingsFields(given, at(name), secretOf);
    },
    list: name => {
      const given = take(name);
      if (!Array.isArray(given)) throw new SettingsError(at(name), given === undefined ? "is missing" : "is no list", "a list in brackets");
      return given.map((each, index) => settingsFields(each, `${at(name)}[${index}]`, secretOf));
    },
    texts: name => {
      const given = take(name);
      if (given === undefined) return null;
      if (!Array.isArray(given) || given.length === 0) throw new SettingsError(at(name), "is not right", "a list with at least one text");
      return given.map(each => asText(name, each));
    },
    names: () => Object.keys(value),
    done: () => {
      const [unknown] = Object.keys(value).filter(name => !read.has(name));
      if (unknown !== undefined) throw new SettingsError(at(unknown), "is not known", [...read].join(", "));
    },
  };
};

/** A secret never stands in the settings themselves: they are copied, mailed and kept in repositories. */
const secretText = (given: unknown, place: string, secretOf: SecretSource): string => {
  const { env, file } = isObject(given) ? given : {};
  const isNamed = isObject(given) && Object.keys(given).length === 1 && typeof (env ?? file) === "string";
  if (!isNamed)
    throw new SettingsError(place, given === undefined ? "is missing" : "must not stand here", '{"env": "NAME"} or {"file": "/path"}');
  const found = secretOf(typeof env === "string" ? { env } : { file: String(file) })?.trim() ?? "";
  if (found === "")
    throw new SettingsError(place, "names nothing that can be read", "a variable of the environment or a file that holds the secret");
  return found;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
