import { describe, expect, test } from "vitest";
import { CliError } from "./cli-error.ts";
import { withoutEmpty } from "./options.ts";
import { readServeOptions } from "./serve-options.ts";

const refusalOf = (args: readonly string[], env: Record<string, string> = {}): string => {
  try {
    readServeOptions(args, env);
    return "accepted";
  } catch (error) {
    if (error instanceof CliError) return `${error.code}: ${error.message}`;
    throw error;
  }
};

describe("the options of a server", () => {
  test("may all be left out", () => {
    expect(readServeOptions([], {})).toEqual({
      dataDir: "./data",
      external: null,
      port: 4000,
      host: "127.0.0.1",
      publicUrl: null,
      trustedProxies: [],
      metricsToken: null,
      demo: null,
      mail: null,
      localWebhooks: false,
      sandboxClock: false,
      gatewaysFile: null,
      packFolders: [],
      isMasterKeyLost: false,
      installationKey: null,
      logLevel: "warn",
      web: true,
      files: null,
      fileBytesMax: { photo: 15 * 1_048_576, video: 64 * 1_048_576, document: 20 * 1_048_576 },
    });
  });

  test("are taken from the command line before the environment", () => {
    const env = { DATABASE_URL: "postgres://env/db", PORT: "5000" };
    expect(readServeOptions([], env)).toMatchObject({
      external: { ownerUrl: "postgres://env/db", readerUrl: "postgres://env/db" },
      port: 5000,
    });
    expect(readServeOptions(["--database-url", "postgresql://line/db", "--port", "0"], env)).toMatchObject({
      external: { ownerUrl: "postgresql://line/db" },
      port: 0,
    });
    expect(readServeOptions(["--no-demo", "--no-web", "--pack", "a", "--pack", "b"], {})).toMatchObject({
      demo: false,
      web: false,
      packFolders: ["a", "b"],
    });
  });

  test("mail leaves by the server that the environment names, whose password no message repeats", () => {
    const env = { AMENDS_SMTP_URL: "smtps://care:secret@mail.example.com", AMENDS_MAIL_FROM: "care@example.com" };
    expect(readServeOptions([], env).mail).toEqual({ url: env.AMENDS_SMTP_URL, from: env.AMENDS_MAIL_FROM });
    expect(refusalOf([], { AMENDS_SMTP_URL: "care:secret@mail" })).toMatch(/^bad_option: AMENDS_SMTP_URL(?!.*secret)/);
    expect(refusalOf([], { AMENDS_SMTP_URL: env.AMENDS_SMTP_URL })).toMatch(/^bad_option: AMENDS_MAIL_FROM(?!.*secret)/);
  });

  test("never mean the folder one stands in or every address of the machine because a variable was empty", () => {
    expect(refusalOf(["--host", ""])).toBe("bad_option: --host is empty.");
    expect(refusalOf(["--data", ""])).toBe("bad_option: --data is empty.");
    expect(refusalOf(["--pack", ""])).toBe("bad_option: --pack is empty.");
    const env = { PORT: "", AMENDS_DATA: "", DATABASE_URL: "", DATABASE_READER_URL: "", AMENDS_API_KEY: "", AMENDS_EVIDENCE: "" };
    expect(readServeOptions([], withoutEmpty(env))).toEqual(readServeOptions([], {}));
  });

  test("name the variable where the value came from there", () => {
    expect(refusalOf([], { PORT: "http" })).toContain("bad_option: PORT");
    expect(refusalOf([], { DATABASE_URL: "mysql://x" })).toContain("bad_option: DATABASE_URL");
    expect(refusalOf([], { DATABASE_URL: "postgres://x/y", DATABASE_READER_URL: "x" })).toContain("bad_option: DATABASE_READER_URL");
  });

  test("are refused with the option's name and what it should be", () => {
    expect(refusalOf(["--port", "http"])).toBe("bad_option: --port is http, and must be a number from 0 to 65535.");
    expect(refusalOf(["--port", "65536"])).toContain("bad_option: --port");
    expect(refusalOf(["--database-url", "mysql://x"])).toContain("bad_option: --database-url");
    expect(refusalOf(["--database-url", "postgres://a:secret@h:1:2/x"])).toMatch(/^bad_option: --database-url is no address(?!.*secret)/);
    expect(refusalOf(["--database-url", "postgres://amends@/amends?host=/run/postgresql"])).toBe("accepted");
    for (const proxy of ["nginx", "10.0.0.0/33", "::1/129", "10.0.0.1/", "10.0.0.1/8/8"])
      expect(refusalOf(["--trusted-proxy", proxy])).toContain("bad_option: --trusted-proxy");
    expect(readServeOptions(["--trusted-proxy", "127.0.0.1", "--trusted-proxy", "fd00::/8"], {}).trustedProxies).toEqual([
      "127.0.0.1",
      "fd00::/8",
    ]);
    expect(refusalOf([], { AMENDS_METRICS_TOKEN: "short" })).toContain("bad_option: AMENDS_METRICS_TOKEN");
    expect(refusalOf(["--public-url", "shop.example"])).toContain("bad_option: --public-url");
    for (const url of ["https://shop.example/desk", "https://shop.example/?a=1", "https://a:b@shop.example"])
      expect(refusalOf(["--public-url", url])).toContain("bad_option: --public-url");
    expect(refusalOf(["--log-level", "loud"])).toBe("bad_option: --log-level is loud.");
    expect(refusalOf(["--api-key", "short"])).toContain("fewer than 16 characters");
    expect(refusalOf(["--prot", "4000"])).toContain("--prot");
    expect(refusalOf(["now"])).toContain("now");
  });
});
