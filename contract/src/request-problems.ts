import { problem } from "./problem-text.ts";

/** Why a body could not be read, in words; a caller's program reads the parameter itself. */
export const MALFORMED_BODY = {
  syntax: { zh: "JSON 的写法有误", en: "it is not well-formed JSON" },
  not_utf8: { zh: "内容不是 UTF-8 编码", en: "it is not encoded as UTF-8" },
  too_deep: { zh: "嵌套层数太多", en: "it is nested too deeply" },
  unpaired_surrogate_or_nul: { zh: "文字里有无法保存的字符", en: "a text holds a character that cannot be stored" },
  content_length: { zh: "收到的长度与 Content-Length 不符", en: "its length is not what Content-Length says" },
} as const;

/** What any request can be refused with, whatever it asks for. */
export const REQUEST_PROBLEMS = {
  malformed_json: problem(
    { title: "请求内容不是合法的 JSON", detail: "请求体无法解析：{reason}。", advice: "请发送 UTF-8 编码、符合 RFC 8259 的 JSON。" },
    {
      title: "The body is not valid JSON",
      detail: "The body could not be read: {reason}.",
      advice: "Send JSON as in RFC 8259, encoded as UTF-8.",
    },
  ),
  duplicate_field: problem(
    { title: "字段重复", detail: "请求体里同一个对象有两个“{name}”，不知道该读哪一个。", advice: "请只留一个。" },
    {
      title: "A field stands there twice",
      detail: "One object of the body has two fields “{name}”, and nothing says which one is meant.",
      advice: "Leave one of them.",
    },
  ),
  malformed_request: problem(
    {
      title: "不是合法的 HTTP 请求",
      detail: "收到的内容读不成一个 HTTP 请求，没有处理。",
      advice: "请检查地址、请求头里的字符和长度，要有 Host；中间的代理也可能改动了请求。",
    },
    {
      title: "Not an HTTP request",
      detail: "What was received could not be read as a request, and nothing was done.",
      advice:
        "Check the address, the characters and lengths in the headers, and that Host is there; a proxy on the way may have changed it.",
    },
  ),
  headers_too_large: problem(
    {
      title: "地址和请求头太长",
      detail: "地址和请求头合计超过了 {maxBytes} 字节的上限，没有处理。",
      advice: "请缩短地址，减少 Cookie 和其他请求头。",
    },
    {
      title: "The headers are too large",
      detail: "The address and the headers together exceed {maxBytes} bytes; nothing was done.",
      advice: "Shorten the address, or send fewer cookies and headers.",
    },
  ),
  request_timeout: problem(
    { title: "请求没有及时发完", detail: "等了很久，请求仍没有发完，没有处理。", advice: "请检查网络，再发一次。" },
    {
      title: "The request did not come in time",
      detail: "The request was waited for and did not come whole; nothing was done.",
      advice: "Check the connection and send it again.",
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
  temporarily_unavailable: problem(
    {
      title: "暂时无法处理",
      detail: "没有得到确认：服务正在停止或重启，或数据库暂时不能读写。",
      advice: "请 {retryAfterSeconds} 秒后用同样的内容和幂等键重试，不会重复提交。",
    },
    {
      title: "Not available for a moment",
      detail: "Not confirmed: the server is about to stop or start again, or its database can neither read nor write for the moment.",
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
} as const;
