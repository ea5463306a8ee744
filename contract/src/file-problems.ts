import { problem } from "./problem-text.ts";

/** What uploading, naming or showing a file can be refused with. */
export const FILE_PROBLEMS = {
  file_unknown: problem(
    {
      title: "没有这份凭证",
      detail: "没有保存：凭证 {fileId} 不存在、已过期，或不是为这张订单上传的。",
      advice: "请重新上传，再提交一次。",
    },
    {
      title: "No such file",
      detail: "Nothing was saved: file {fileId} does not exist, has run out, or was not uploaded for this order.",
      advice: "Upload it again, then send this once more.",
    },
  ),
  file_not_finished: problem(
    { title: "凭证还没有传完", detail: "没有保存：凭证 {fileId} 还没有传完。", advice: "请等它传完，或去掉它再提交。" },
    {
      title: "The file is not complete yet",
      detail: "Nothing was saved: parts of file {fileId} are still missing.",
      advice: "Let it finish, or leave it out.",
    },
  ),
  file_differs: problem(
    {
      title: "凭证与所说的不符",
      detail: "没有保存：凭证 {fileId} 的种类或 SHA-256 与所填的不同。",
      advice: "请使用上传完成时返回的种类和 SHA-256。",
    },
    {
      title: "The file is not the one that was named",
      detail: "Nothing was saved: file {fileId} is of another kind or has another SHA-256.",
      advice: "Use the kind and the SHA-256 that the finished upload was answered with.",
    },
  ),
  evidence_consent_missing: problem(
    {
      title: "这份材料需要单独同意",
      detail: "没有保存：凭证 {fileId}（{kind}）属于敏感个人信息，没有对同意文本 {version} 的单独同意（个人信息保护法第二十九条）。",
      advice: "请让买家看过这段文本并勾选同意后再提交，或不带这份材料提交，由人工判断。",
    },
    {
      title: "This paper needs a consent of its own",
      detail: "Nothing was saved: file {fileId} ({kind}) is sensitive personal data, and the text {version} was not agreed to (PIPL a29).",
      advice: "Show the buyer that text and send their consent with the file, or send this without it and a person decides.",
    },
  ),
  evidence_consent_differs: problem(
    {
      title: "同意的不是现在的文本",
      detail: "没有保存：凭证 {fileId} 带来的是对 {given} 的同意，现在要看的文本是 {version}。",
      advice: "请重新打开页面，看过现在的文本再同意；如果显示 —，这份材料不需要同意，请去掉它的同意再提交。",
    },
    {
      title: "Another text was agreed to",
      detail: "Nothing was saved: file {fileId} came with a consent to {given}; the text to be shown is {version}.",
      advice:
        "Open the page anew and agree to the text as it is now; where it says —, nothing has to be agreed to, so send the file without a consent.",
    },
  ),
  file_cannot_show: problem(
    {
      title: "这类文件不能证明这一项",
      detail: "没有保存：售后单 {shortNo} 的凭证 {fileId} 是 {kind}，不能登记为 {shows}。",
      advice: "请选择与文件种类相符的一项。",
    },
    {
      title: "A file of this kind cannot show that",
      detail: "Nothing was saved: file {fileId} of case {shortNo} is a {kind} and cannot be noted as {shows}.",
      advice: "Choose something that a file of its kind can show.",
    },
  ),
  no_consent_given: problem(
    {
      title: "没有可以撤回的同意",
      detail: "没有改变：售后单 {shortNo} 里的凭证 {fileId} 没有单独同意，或已经撤回。",
      advice: "请在售后单里查看哪些材料带有同意。",
    },
    {
      title: "There is no consent to take back",
      detail: "Nothing changed: in case {shortNo} file {fileId} came with no consent, or it was taken back already.",
      advice: "The case shows which files came with one.",
    },
  ),
  consent_withdrawn: problem(
    {
      title: "买家撤回了同意，材料已删除",
      detail: "凭证 {id} 不再能查看：买家撤回了对它的同意。",
      advice: "请按其余材料继续处理；确有需要，可以请买家另行补充。",
    },
    {
      title: "The consent was taken back, and the file deleted",
      detail: "File {id} can no longer be seen: the buyer took back the consent to it.",
      advice: "Go on with what else is there; if you cannot, ask the buyer for something more.",
    },
  ),
  file_too_large: problem(
    {
      title: "文件太大",
      detail: "没有上传：文件有 {sizeBytes} 字节，{kind} 最多 {maxBytes} 字节。",
      advice: "照片请用较低的画质，视频请剪短或用 720p 拍摄。",
    },
    {
      title: "The file is too large",
      detail: "Not uploaded: it has {sizeBytes} bytes; a {kind} may have {maxBytes}.",
      advice: "Take the picture at a lower quality, or a shorter film at 720p.",
    },
  ),
  file_type_not_accepted: problem(
    {
      title: "这种文件不能作为凭证",
      detail: "没有保存：按内容判断，{fileId} 是 {received}；{kind} 可以是 {accepted}。",
      advice: "照片请存成 JPEG，视频请存成 MP4，文件请存成 PDF 后重试。",
    },
    {
      title: "This type of file is not taken",
      detail: "Not saved: by its content {fileId} is {received}; a {kind} may be {accepted}.",
      advice: "Save a picture as JPEG, a film as MP4, a paper as PDF, and try again.",
    },
  ),
  file_damaged: problem(
    {
      title: "文件已损坏",
      detail: "没有保存：{fileId} 的内容不完整，无法打开。",
      advice: "请在手机上确认能打开它，再重新上传；或重新拍一张。",
    },
    {
      title: "The file is damaged",
      detail: "Not saved: the content of {fileId} is incomplete and cannot be opened.",
      advice: "Check that it opens on your device and upload it again, or take another.",
    },
  ),
  file_too_many_pixels: problem(
    {
      title: "图片的尺寸太大",
      detail: "没有保存：{fileId} 的画面超过 {maxPixelCount} 像素。",
      advice: "请用普通清晰度重拍，或缩小尺寸、分成几张后再上传。",
    },
    {
      title: "The picture is too large",
      detail: "Not saved: {fileId} has more than {maxPixelCount} pixels.",
      advice: "Take it at an ordinary resolution, or scale it down or cut it into several, and upload it again.",
    },
  ),
  file_holds_position: problem(
    {
      title: "视频里带有行程轨迹",
      detail: "没有保存：{fileId} 带有拍摄时的位置轨迹，无法在不重新编码的情况下去掉。",
      advice: "请关闭相机的位置记录后重拍，或用手机导出一份不带位置的视频。",
    },
    {
      title: "The film records where you went",
      detail: "Not saved: {fileId} holds a track of positions that cannot be taken out without encoding it anew.",
      advice: "Turn the camera's location off and film again, or export it without location.",
    },
  ),
  file_offset_differs: problem(
    {
      title: "上传位置不一致",
      detail: "这一段没有保存：它从第 {offsetBytes} 字节开始，而 {fileId} 已收到 {receivedBytes} 字节。",
      advice: "请从第 {receivedBytes} 字节继续上传。",
    },
    {
      title: "The part does not follow the last one",
      detail: "This part was not kept: it begins at byte {offsetBytes}, and {receivedBytes} bytes of {fileId} have been received.",
      advice: "Go on from byte {receivedBytes}.",
    },
  ),
  file_in_case: problem(
    {
      title: "凭证已用于售后单",
      detail: "没有删除：凭证 {fileId} 已经提交到一张售后单里。",
      advice: "如需更换，请在售后单里补充新的凭证。",
    },
    {
      title: "The file is part of a case",
      detail: "Not removed: a case names file {fileId} as evidence.",
      advice: "Add a better one to the case.",
    },
  ),
  too_many_files: problem(
    {
      title: "未提交的文件太多",
      detail: "没有上传：订单 {orderId} 已有 {openMaxCount} 份还没有提交的文件。",
      advice: "请先提交申请，或删去不要的文件。",
    },
    {
      title: "Too many files not yet used",
      detail: "Not uploaded: order {orderId} has {openMaxCount} files that no case names yet.",
      advice: "File the request first, or remove what is not needed.",
    },
  ),
  files_unavailable: problem(
    {
      title: "暂时无法存取文件",
      detail: "没有执行：文件存储暂时无法访问。",
      advice: "请 {retryAfterSeconds} 秒后重试；已传完的部分不会丢失。",
    },
    {
      title: "Files are not available for a moment",
      detail: "Nothing was done: the store of files cannot be reached.",
      advice: "Retry in {retryAfterSeconds} seconds; what was received is not lost.",
    },
  ),
  range_not_satisfiable: problem(
    {
      title: "请求的范围超出文件",
      detail: "{fileId} 共 {sizeBytes} 字节，没有所要的这一段。",
      advice: "请用文件长度以内的 Range，或不带 Range。",
    },
    {
      title: "No such part of the file",
      detail: "{fileId} has {sizeBytes} bytes; the part asked for is not there.",
      advice: "Ask for a Range within its length, or without one.",
    },
  ),
} as const;
