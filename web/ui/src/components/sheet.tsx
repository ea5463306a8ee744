import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "./language.tsx";

type Props = { readonly label: string; readonly onClose: () => void; readonly children: ReactNode };

/** A question asked over the page, from the bottom of a phone. The browser's own dialog keeps the focus in it, closes on Escape and gives the focus back. */
export const Sheet = ({ label, onClose, children }: Props) => {
  const words = useWords(SHEET_WORDS);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself; the click is for the ground beside it
    <dialog
      ref={dialog}
      className="sheet"
      aria-label={label}
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onClick={event => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="sheet-body">
        {children}
        {/* Last for keys, so that a sheet begins with what it asks; at the top for eyes and fingers. */}
        <button type="button" className="sheet-close" aria-label={words.leave} onClick={onClose}>
          ×
        </button>
      </div>
    </dialog>
  );
};

const SHEET_WORDS = {
  zh: { leave: "收起" },
  en: { leave: "Leave this" },
};
