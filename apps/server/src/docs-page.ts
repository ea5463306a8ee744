import { refusalCodesOf, tagOf } from "@amends/contract/openapi";
import { isSchema, isStreamBody, type RouteDescription } from "@amends/contract/route";
import { z } from "zod";

/** The API on one page without a script: made once from the same descriptions the server runs by, readable with every policy and browser. */
export const docsPage = (routes: Readonly<Record<string, RouteDescription>>): string => {
  const tags = [...new Set(Object.values(routes).map(({ path }) => tagOf(path)))].sort();
  const routesOf = (tag: string) => Object.entries(routes).filter(([, { path }]) => tagOf(path) === tag);
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>续安 Amends API</title><style>${STYLE}</style></head>
<body><header><h1>续安 Amends API</h1><p>机器可读的描述 / machine readable: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1)。错误一律为 RFC 9457 problem+json，<code>code</code> 的含义见 <code>/problems/{code}</code>。</p>
<nav aria-label="目录">${tags.map(tag => `<a href="#${escaped(tag)}">${escaped(tag)}</a>`).join(" ")}</nav></header>
<main>${tags.map(tag => `<section id="${escaped(tag)}"><h2>${escaped(tag)}</h2>${routesOf(tag).map(routeArticle).join("")}</section>`).join("")}</main></body></html>`;
};

const STYLE =
  "body{font:16px/1.6 system-ui,'PingFang SC','Microsoft YaHei',sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1a1a1a;background:#fff}" +
  "article{border:1px solid #d0d0d0;border-radius:6px;padding:.5rem 1rem;margin:1rem 0}h3{margin:.2rem 0;font-size:1rem}code,pre{font-family:ui-monospace,Consolas,monospace;font-size:.875rem}" +
  "pre{background:#f4f4f2;padding:.75rem;overflow:auto;max-height:24rem}nav a{display:inline-block;padding:.6rem .5rem}dt{font-weight:600}dd{margin:0 0 .4rem}" +
  "@media (prefers-color-scheme:dark){body{background:#161616;color:#e8e8e8}a{color:#8ab4ff}pre{background:#222}article{border-color:#444}}";

const routeArticle = ([operationId, route]: readonly [string, RouteDescription]): string => `
<article id="${escaped(operationId)}"><h3><code>${route.method} ${escaped(route.path)}</code></h3><p>${escaped(route.summary.zh)} · <span lang="en">${escaped(route.summary.en)}</span></p>
<dl><dt>可调用者 / who</dt><dd>${typeof route.access === "string" ? route.access : route.access.roles.join(", ")}</dd>
<dt>可能的拒绝 / refusals</dt><dd>${refusalCodesOf(route)
  .map(code => `<a href="/problems/${code}"><code>${code}</code></a>`)
  .join(", ")}</dd></dl>
${schemaBlock("路径 / params", route.params)}${schemaBlock("查询 / query", route.query)}${isStreamBody(route.body) ? `<p>${route.body.contentTypes.join(", ")}</p>` : schemaBlock("请求体 / body", route.body)}
${Object.entries(route.answers)
  .map(([status, answer]) => (isSchema(answer) ? schemaBlock(`回答 / answer ${status}`, answer) : `<p>${status}</p>`))
  .join("")}</article>`;

const schemaBlock = (title: string, schema: z.ZodType | undefined): string =>
  schema === undefined
    ? ""
    : `<details><summary>${title}</summary><pre>${escaped(JSON.stringify(z.toJSONSchema(schema, { io: "input" }), undefined, 2))}</pre></details>`;

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
