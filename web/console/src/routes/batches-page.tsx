import { BatchList } from "../features/batch/batch-list.tsx";
import { useConsoleWords } from "../words/words-in.ts";

export const BatchesPage = () => {
  const { batch: words } = useConsoleWords();
  return (
    <main id="main" className="page">
      <h1>{words.title}</h1>
      <p className="quiet">{words.intro}</p>
      <BatchList />
    </main>
  );
};
