import { JDM_CONTENT_TYPE, type Table } from "./table.ts";

/** A table as the file the JDM editor opens: the way back from `parseTable`, also for a table composed from several files. */
export const writeTable = ({ id, inputs, outputs, rows }: Table) => ({
  contentType: JDM_CONTENT_TYPE,
  nodes: [
    { id: "input", type: "inputNode", name: "facts" },
    {
      id: "table",
      type: "decisionTableNode",
      name: id,
      content: { hitPolicy: "first", inputs, outputs, rules: rows.map(row => ({ _id: row.id, ...row.cells })) },
    },
    { id: "output", type: "outputNode", name: "outcome" },
  ],
  edges: [
    { id: "input-table", type: "edge", sourceId: "input", targetId: "table" },
    { id: "table-output", type: "edge", sourceId: "table", targetId: "output" },
  ],
});
