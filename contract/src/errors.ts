import { BATCH_PROBLEMS } from "./batch-problems.ts";
import { CASE_PROBLEMS } from "./case-problems.ts";
import { CLOCK_PROBLEMS } from "./clock-problems.ts";
import { FILE_PROBLEMS } from "./file-problems.ts";
import { GATEWAY_PROBLEMS } from "./gateway-problems.ts";
import { JUDGEMENT_PROBLEMS } from "./judgement-problems.ts";
import type { Bilingual, Language } from "./language.ts";
import { LEDGER_PROBLEMS } from "./ledger-problems.ts";
import { problem } from "./problem-text.ts";
import { RECONCILIATION_PROBLEMS } from "./reconciliation-problems.ts";
import { WEBHOOK_PROBLEMS } from "./webhook-problems.ts";
import { WORK_PROBLEMS } from "./work-problems.ts";

/**
 * Everything the HTTP API can refuse, once. To add a code: one entry here (both languages), one line in the server's status table (the compiler asks for
 * it), then `node apps/server/scripts/write-errors.ts`. A code is a promise to callers: it is never renamed and never changes its meaning.
 *
 * `{name}` is a parameter; its type follows from its last word (`…Seconds`, `…Bytes`, `…Count`, `…Version` are numbers, the rest are text). `detail`
 * says what happened and to which id, `advice` what to do next. No parameter ever carries personal data: problems are logged by callers.
 */
export const PROBLEMS = {
  malformed_json: problem(
    { title: "请求内容不是合法的 JSON", detail: "请求体无法解析：{reason}。", advice: "请发送 UTF-8 编码、符合 RFC 8259 的 JSON。" },
    {
      title: "The body is not valid JSON",
      detail: "The body could not be read: {reason}.",
      advice: "Send JSON as in RFC 8259, encoded as UTF-8.",
    },
  ),
  body_missing: problem(
    { title: "缺少请求内容", detail: "{route} 需要请求体，但没有收到。", advice: "请按接口文档发送 JSON 请求体。" },
    {
      title: "The body is missing",
      detail: "{route} needs a body and none was received.",
      advice: "Send the JSON body described in the API reference.",
    },
  ),
  body_too_large: problem(
    { title: "请求内容太大", detail: "请求体超过了 {maxBytes} 字节的上限。", advice: "请减少内容，或改用导入接口分批发送。" },
    {
      title: "The body is too large",
      detail: "The body exceeds the limit of {maxBytes} bytes.",
      advice: "Send less, or send it in parts through the import.",
    },
  ),
  unsupported_media_type: problem(
    {
      title: "不支持的内容类型",
      detail: "收到的内容类型是“{received}”，这个接口接受 {expected}。",
      advice: "请设置正确的 Content-Type 后重试。",
    },
    {
      title: "Unsupported media type",
      detail: "Received “{received}”; this endpoint reads {expected}.",
      advice: "Set the Content-Type and try again.",
    },
  ),
  method_not_allowed: problem(
    { title: "这个地址不支持该方法", detail: "{path} 不支持 {method}，可用的是 {allowed}。", advice: "请换用可用的方法。" },
    {
      title: "Method not allowed",
      detail: "{path} does not answer {method}; it answers {allowed}.",
      advice: "Use one of the allowed methods.",
    },
  ),
  invalid_request: problem(
    {
      title: "请求有不合要求的字段",
      detail: "有 {problemCount} 处不合要求，第一处：{first}",
      advice: "请按 errors 中的位置逐项修改后重试。",
    },
    {
      title: "Some fields are not acceptable",
      detail: "{problemCount} of them; the first: {first}",
      advice: "Correct each place named in errors, then try again.",
    },
  ),
  unknown_field: problem(
    { title: "未知字段", detail: "接口没有 {pointer} 这个字段。", advice: "请删除它，或检查拼写。" },
    { title: "Unknown field", detail: "There is no field {pointer} here.", advice: "Remove it or check its spelling." },
  ),
  missing_field: problem(
    { title: "缺少字段", detail: "缺少必填字段 {pointer}。", advice: "请补上它。" },
    { title: "Missing field", detail: "The required field {pointer} is missing.", advice: "Add it." },
  ),
  invalid_field: problem(
    { title: "字段不合要求", detail: "{pointer} 应为{expected}。", advice: "请改正它。" },
    { title: "Invalid field", detail: "{pointer} should be {expected}.", advice: "Correct it." },
  ),
  not_found: problem(
    { title: "没有找到", detail: "没有找到 {id}，或者您无权查看它。", advice: "请核对编号，并确认登录的是正确的业务线和账号。" },
    {
      title: "Not found",
      detail: "{id} does not exist, or is not yours to see.",
      advice: "Check the id, the operation and the account you are signed in to.",
    },
  ),
  unauthenticated: problem(
    {
      title: "需要登录",
      detail: "{route} 需要身份，请求里没有有效的登录会话、密钥或令牌。",
      advice: "请登录，或在 Authorization 头中携带密钥或令牌。",
    },
    {
      title: "Sign in first",
      detail: "{route} needs an identity; the request carries no valid session, key or token.",
      advice: "Sign in, or send a key or token in the Authorization header.",
    },
  ),
  invalid_token: problem(
    {
      title: "令牌无效",
      detail: "Authorization 中的令牌不能接受：{reason}。",
      advice: "请重新签发令牌，并核对签名密钥、aud、sub、iat 和 exp。",
    },
    {
      title: "The token is not valid",
      detail: "The token in Authorization was refused: {reason}.",
      advice: "Issue a new one; check the signing key, aud, sub, iat and exp.",
    },
  ),
  session_expired: problem(
    { title: "登录已过期", detail: "这次登录已超时或已退出。", advice: "请重新登录；没有提交的内容仍在页面上。" },
    {
      title: "The session has ended",
      detail: "The session ran out or was signed out.",
      advice: "Sign in again; what you typed is still on the page.",
    },
  ),
  wrong_credentials: problem(
    { title: "邮箱或密码不对", detail: "没有登录成功：邮箱或密码不对，或账号已停用。", advice: "请核对后重试；忘记密码请联系管理员重置。" },
    {
      title: "Wrong e-mail or password",
      detail: "Not signed in: the e-mail or password is wrong, or the account is disabled.",
      advice: "Check both and try again; an administrator can set a new password.",
    },
  ),
  forbidden: problem(
    { title: "没有权限", detail: "{role} 不能使用 {route}，可用的角色是：{allowed}。", advice: "请联系管理员开通，或换用有权限的账号。" },
    {
      title: "Not permitted",
      detail: "{role} may not use {route}; it is for: {allowed}.",
      advice: "Ask an administrator, or use an account with that role.",
    },
  ),
  read_only_key: problem(
    { title: "密钥只能读取", detail: "密钥 {keyId} 是只读的，不能调用 {route}。", advice: "请换用可写的密钥。" },
    { title: "The key may only read", detail: "Key {keyId} is read-only and may not call {route}.", advice: "Use a key with full access." },
  ),
  cross_site_request: problem(
    {
      title: "请求来源不可信",
      detail: "没有执行：请求不是从本站页面发出的。",
      advice: "请刷新页面后重试；程序调用请携带 x-amends-csrf 头。",
    },
    {
      title: "The request came from elsewhere",
      detail: "Nothing was done: the request was not sent by a page of this site.",
      advice: "Reload the page and try again; programs send the x-amends-csrf header.",
    },
  ),
  locked_out: problem(
    {
      title: "尝试次数过多，已暂时锁定",
      detail: "登录失败次数过多，{retryAfterSeconds} 秒后可以再试。",
      advice: "请稍后再试；忘记密码请联系管理员重置。",
    },
    {
      title: "Locked for a while",
      detail: "Too many failed sign-ins; the next try is possible in {retryAfterSeconds} seconds.",
      advice: "Wait, or ask an administrator for a new password.",
    },
  ),
  too_many_requests: problem(
    { title: "请求太频繁", detail: "超过了请求频率上限，{retryAfterSeconds} 秒后可以继续。", advice: "请按 Retry-After 等待后重试。" },
    {
      title: "Too many requests",
      detail: "The rate limit is used up; it opens again in {retryAfterSeconds} seconds.",
      advice: "Wait as long as Retry-After says.",
    },
  ),
  version_required: problem(
    {
      title: "需要版本号",
      detail: "{route} 修改的内容可能已被他人更新，需要 If-Match 头。",
      advice: "请先读取，再把得到的 ETag 放进 If-Match。",
    },
    {
      title: "A version is required",
      detail: "{route} changes something others may have changed; it needs If-Match.",
      advice: "Read it first and send its ETag as If-Match.",
    },
  ),
  stale_version: problem(
    {
      title: "内容已被他人更新",
      detail: "没有保存：{id} 现在是版本 {currentVersion}，您基于的是版本 {givenVersion}。",
      advice: "请刷新查看最新内容，再决定是否重做。",
    },
    {
      title: "Someone else changed it first",
      detail: "Not saved: {id} is at version {currentVersion}, you started from version {givenVersion}.",
      advice: "Reload, look at what is new, then decide again.",
    },
  ),
  idempotency_key_required: problem(
    {
      title: "需要幂等键",
      detail: "{route} 需要 Idempotency-Key 头，防止重复提交。",
      advice: "请为每次提交生成唯一的键，重试时保持不变。",
    },
    {
      title: "An idempotency key is required",
      detail: "{route} needs the Idempotency-Key header so that a retry is not a second submission.",
      advice: "Make one key per submission and keep it when retrying.",
    },
  ),
  idempotency_key_reused: problem(
    {
      title: "幂等键已用于另一次提交",
      detail: "Idempotency-Key“{key}”已用于内容不同的请求，没有执行。",
      advice: "新的提交请用新的键；重试请发送原来的内容。",
    },
    {
      title: "The idempotency key was used before",
      detail: "Idempotency-Key “{key}” came with other content before; nothing was done.",
      advice: "Use a new key for a new submission; send the same content to retry.",
    },
  ),
  filter_needed: problem(
    {
      title: "请先选定范围",
      detail: "没有列出：{route} 需要先选定 {filters} 之一。",
      advice: "请选定客户或商家，或填写订单号；也可以用搜索。",
    },
    {
      title: "Say which",
      detail: "Nothing is listed: {route} needs one of {filters}.",
      advice: "Name a customer, a seller or an order number, or use the search.",
    },
  ),
  conflict_retry: problem(
    { title: "同时有其他操作", detail: "没有保存：{id} 正被其他操作修改，已重试 3 次。", advice: "请稍候片刻再提交一次，内容不变。" },
    {
      title: "Others were faster",
      detail: "Not saved: {id} was being changed by others through three tries.",
      advice: "Wait a moment and submit the same again.",
    },
  ),
  own_account: problem(
    { title: "不能改自己的账号", detail: "没有更改：{id} 是你自己的账号。", advice: "请由另一位管理员来改，以免没有人再能管理账号。" },
    {
      title: "Your own account",
      detail: "Not changed: {id} is your own account.",
      advice: "Let another administrator do it, so that somebody can always manage accounts.",
    },
  ),
  reset_link_invalid: problem(
    { title: "重设链接已失效", detail: "没有设置密码：链接不存在、已用过、已过期，或账号已停用。", advice: "请管理员重新给你一个链接。" },
    {
      title: "The link no longer works",
      detail: "No password was set: the link is unknown, used or out of date, or the account is disabled.",
      advice: "Ask an administrator for a new one.",
    },
  ),
  wrong_current_password: problem(
    { title: "当前密码不对", detail: "密码没有更改：当前密码不对。", advice: "请核对后重试；忘记密码请联系管理员重置。" },
    {
      title: "Wrong current password",
      detail: "The password was not changed: the current one is wrong.",
      advice: "Check it and try again; an administrator can reset it.",
    },
  ),
  email_taken: problem(
    { title: "邮箱已有账号", detail: "没有创建：这个业务线里已有使用该邮箱的账号。", advice: "请换一个邮箱，或修改已有的账号。" },
    {
      title: "The e-mail has an account",
      detail: "Not created: an account with this e-mail exists in this operation.",
      advice: "Use another e-mail, or change the existing account.",
    },
  ),
  weak_password: problem(
    { title: "密码太容易猜到", detail: "没有保存：密码{reason}。", advice: "请用至少 12 个字符、不含邮箱名的密码，例如几个不相关的词。" },
    {
      title: "The password is too easy to guess",
      detail: "Not saved: the password {reason}.",
      advice: "Use at least 12 characters without your e-mail name, for example a few unrelated words.",
    },
  ),
  link_not_valid: problem(
    { title: "链接已失效", detail: "这个链接不存在、已过期或已被收回。", advice: "请回到订单页面，或联系商家重新发送链接。" },
    {
      title: "The link no longer works",
      detail: "This link does not exist, has expired or was withdrawn.",
      advice: "Go back to your order, or ask the shop to send a new link.",
    },
  ),
  code_not_valid: problem(
    { title: "验证码不对", detail: "验证码不对，或已过期、已使用、已试满 5 次。", advice: "请核对最新收到的 6 位数字；仍不行请重新获取。" },
    {
      title: "The code is not valid",
      detail: "The code is wrong, has expired, was used, or was tried 5 times.",
      advice: "Check the six digits you received last, or ask for a new code.",
    },
  ),
  code_not_sent: problem(
    { title: "验证码没有发出", detail: "订单预留的联系方式无法收到验证码。", advice: "请联系商家核对联系方式。" },
    {
      title: "The code was not sent",
      detail: "The contact given with the order cannot receive a code.",
      advice: "Ask the shop to check the contact of the order.",
    },
  ),
  unusable_key: problem(
    {
      title: "密钥不可用",
      detail: "没有保存：{reason}。",
      advice: "HS256 需要至少 32 字节的密钥；ES256 和 EdDSA 需要 SPKI PEM 格式的公钥。",
    },
    {
      title: "The key cannot be used",
      detail: "Not saved: {reason}.",
      advice: "HS256 takes a secret of at least 32 bytes; ES256 and EdDSA take a public key as SPKI PEM.",
    },
  ),
  temporarily_unavailable: problem(
    {
      title: "暂时无法处理",
      detail: "没有执行：数据库暂时无法访问。",
      advice: "请 {retryAfterSeconds} 秒后用同样的内容和幂等键重试，不会重复提交。",
    },
    {
      title: "Not available for a moment",
      detail: "Nothing was done: the database cannot be reached.",
      advice: "Retry in {retryAfterSeconds} seconds with the same content and idempotency key; nothing will be doubled.",
    },
  ),
  internal_error: problem(
    { title: "我们这边出错了", detail: "请求 {requestId} 没有完成，错误已记录。", advice: "请稍后重试；仍不行请把请求编号告诉支持人员。" },
    {
      title: "Something broke on our side",
      detail: "Request {requestId} did not complete; the fault is recorded.",
      advice: "Try again later; if it stays, give the request id to support.",
    },
  ),
  ...BATCH_PROBLEMS,
  ...JUDGEMENT_PROBLEMS,
  ...CASE_PROBLEMS,
  ...CLOCK_PROBLEMS,
  ...FILE_PROBLEMS,
  ...LEDGER_PROBLEMS,
  ...RECONCILIATION_PROBLEMS,
  ...GATEWAY_PROBLEMS,
  ...WEBHOOK_PROBLEMS,
  ...WORK_PROBLEMS,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;

export const PROBLEM_CODES = /* @__PURE__ */ Object.keys(PROBLEMS).sort() as readonly ProblemCode[];

export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(PROBLEMS, text);

type NumberSuffix = "Seconds" | "Bytes" | "Count" | "Version";
type ParamValue<Name extends string> = Name extends `${string}${NumberSuffix}` ? number : string;
type ParamNames<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamNames<Rest> : never;
type TextOf<C extends ProblemCode> = (typeof PROBLEMS)[C]["zh"][keyof (typeof PROBLEMS)[C]["zh"]];

/** The parameters a code's sentences name, derived from the Chinese text; a test holds the English to the same names. */
export type ProblemParams<C extends ProblemCode> = { readonly [Name in ParamNames<TextOf<C> & string>]: ParamValue<Name> };

/** A refusal as a value: a code with the parameters of its sentences. */
export type Refusal<C extends ProblemCode = ProblemCode> = {
  readonly [K in C]: { readonly kind: "refused"; readonly code: K; readonly params: ProblemParams<K> };
}[C];

type ParamsArgument<C extends ProblemCode> = [keyof ProblemParams<C>] extends [never] ? [] : [params: ProblemParams<C>];

/** `refuse("not_found", { id })`; a code without parameters takes none. */
export const refuse = <C extends ProblemCode>(code: C, ...[params]: ParamsArgument<C>): Refusal<C> =>
  ({ kind: "refused", code, params: params ?? {} }) as Refusal<C>;

export type Sentences = { readonly title: string; readonly detail: string; readonly advice: string };

/** The catalogue's sentences for one refusal, with its parameters filled in. */
export const sentencesOf = (refusal: Refusal, language: Language): Sentences => {
  const text: Sentences = PROBLEMS[refusal.code][language];
  const params: Readonly<Record<string, string | number>> = refusal.params;
  return { title: filled(text.title, params), detail: filled(text.detail, params), advice: filled(text.advice, params) };
};

export const placeholdersOf = (text: string): readonly string[] => [...text.matchAll(PLACEHOLDER)].map(match => match[1] ?? "");

export const bilingual = (zh: string, en: string): Bilingual => ({ zh, en });

const PLACEHOLDER = /\{([A-Za-z]+)\}/g;

const filled = (text: string, params: Readonly<Record<string, string | number>>): string =>
  text.replace(PLACEHOLDER, (whole, name: string) => String(params[name] ?? whole));
