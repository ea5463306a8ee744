import { NoAnswerError, ProblemError } from "@amends/sdk/problem-error";
import { type ReactNode, useSyncExternalStore } from "react";
import { isReached, onReach } from "../reach.ts";
import { en } from "../words/en.ts";
import { zh } from "../words/zh.ts";
import { useWords } from "./language.tsx";

/** The five states every screen has besides its content: loading, empty, error, forbidden, offline. */

export const Loading = ({ rows = 3 }: { readonly rows?: number }) => {
  const words = useWords({ zh, en });
  return (
    <div className="loading" role="status" aria-label={words.state.loading}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div className="loading-row" key={row} />
      ))}
    </div>
  );
};

/** Says why there is nothing, and what to do next. */
export const Empty = ({ title, children }: { readonly title: string; readonly children?: ReactNode }) => (
  <div className="state">
    <p className="state-title">{title}</p>
    {children}
  </div>
);

type ErrorProps = { readonly error: unknown; readonly onRetry?: () => void; readonly children?: ReactNode };

/** What happened, what to do, and the code to name it by. Takes whatever was thrown. */
export const ErrorState = ({ error, onRetry, children }: ErrorProps) => {
  const words = useWords({ zh, en });
  const { title, text, code, isFinal } = useTold(error);
  return (
    <div className="state" role="alert">
      <p className="state-title">{title}</p>
      <p className="state-text">{text}</p>
      {code !== null && (
        <p className="state-code">
          {words.state.code} <code>{code}</code>
        </p>
      )}
      {children}
      {onRetry !== undefined && !isFinal && (
        <button type="button" className="quiet-button" onClick={onRetry}>
          {words.state.retry}
        </button>
      )}
    </div>
  );
};

/** A whole page that is not for this reader: said once, whatever it is made of. */
export const Forbidden = () => {
  const { state } = useWords({ zh, en });
  return (
    <div className="state" role="alert">
      <h1 className="state-title">{state.forbiddenTitle}</h1>
      <p className="state-text">{state.forbidden}</p>
    </div>
  );
};

/** The same in one line, beside the button that was pressed. */
export const ErrorLine = ({ error }: { readonly error: unknown }) => {
  const { text, code } = useTold(error);
  return (
    <p className="error-line" role="alert">
      {text}
      {code !== null && <code>{code}</code>}
    </p>
  );
};

type Told = { readonly title: string; readonly text: string; readonly code: string | null; readonly isFinal: boolean };

const useTold = (error: unknown): Told => {
  const { state } = useWords({ zh, en });
  if (error instanceof NoAnswerError) return { title: state.errorTitle, text: state.noAnswer, code: null, isFinal: false };
  if (isMistypedAddress(error)) return { title: state.notFoundTitle, text: state.notFound, code: null, isFinal: true };
  if (!(error instanceof ProblemError)) return { title: state.errorTitle, text: state.unexpected, code: nameOf(error), isFinal: false };
  const code = error.status >= 500 && error.instance !== null ? `${error.code} ${error.instance}` : error.code;
  if (error.code === "forbidden") return { title: state.forbiddenTitle, text: state.forbidden, code, isFinal: true };
  return { title: error.title, text: error.detail === "" ? state.unexpected : error.detail, code, isFinal: false };
};

/** An id of an address that no question can be asked with: the client's schema says so before anything is sent. */
const isMistypedAddress = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === "ZodError" &&
  "issues" in error &&
  Array.isArray(error.issues) &&
  error.issues.every(({ path }) => Array.isArray(path) && path.length === 1 && String(path[0]).endsWith("Id"));

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");

const subscribeOnline = (listener: () => void): (() => void) => {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
};

/** Appears only while the network or the server is gone. */
export const OfflineBar = ({ onRetry }: { readonly onRetry: () => void }) => {
  const isOnline = useSyncExternalStore(subscribeOnline, () => navigator.onLine);
  const isAnswered = useSyncExternalStore(onReach, isReached);
  const { state } = useWords({ zh, en });
  if (isOnline && isAnswered) return null;
  return (
    <div className="offline" role="status">
      <p>{isOnline ? state.unanswered : state.offline}</p>
      {isOnline && (
        <button type="button" className="quiet-button" onClick={onRetry}>
          {state.retry}
        </button>
      )}
    </div>
  );
};
