import type { ReactNode } from "react";
import { useWords } from "./language.tsx";

type Props = {
  readonly children: ReactNode;
  readonly onPicked: (files: readonly File[]) => void;
  readonly accept?: string;
  readonly isMultiple?: boolean;
  readonly isDisabled?: boolean;
  /** Another look than that of a field. */
  readonly className?: string;
};

/** Browsers write their own words on a file's field, in their own language: ours stand on the label, and the field itself is only heard and reached by keys. */
export const FilePick = ({ children, onPicked, accept, isMultiple = false, isDisabled = false, className = "file-pick" }: Props) => (
  <label className={className}>
    {children}
    <input
      className="unseen"
      type="file"
      accept={accept}
      multiple={isMultiple}
      disabled={isDisabled}
      onChange={({ target }) => {
        onPicked([...(target.files ?? [])]);
        // The same file may be chosen again, once it was mended.
        target.value = "";
      }}
    />
  </label>
);

/** One file of a form, and which it is; it keeps its name when one is chosen. */
export const FileField = ({
  label,
  file,
  onPicked,
}: {
  readonly label: string;
  readonly file: File | null;
  readonly onPicked: (file: File) => void;
}) => {
  const words = useWords(FILE_WORDS);
  return (
    <FilePick onPicked={([first]) => first !== undefined && onPicked(first)}>
      <span>{label}</span>
      <span className="quiet">{file === null ? words.none : file.name}</span>
    </FilePick>
  );
};

const FILE_WORDS = {
  zh: { none: "还没有选择文件" },
  en: { none: "No file chosen yet" },
};
