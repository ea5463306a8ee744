import { problem } from "./problem-text.ts";

/** What signing in, and being somebody who may do a thing, can be refused with. */
export const IDENTITY_PROBLEMS = {
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
    { title: "没有权限", detail: "{role}不能使用 {route}，可用的角色是：{allowed}。", advice: "请联系管理员开通，或换用有权限的账号。" },
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
} as const;
