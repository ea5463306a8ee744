/** One event as the HTML standard frames it (§9.2): `id`, `event`, `data`. */
export type ServerSentEvent = { readonly id: string; readonly type: string; readonly data: string };

/** Reads a `text/event-stream` body. The text may be cut anywhere between two chunks, also inside a character or a CRLF. */
export async function* readServerSentEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ServerSentEvent> {
  let event = EMPTY;
  let lastId = "";
  for await (const line of linesOf(stream)) {
    if (line === "") {
      if (event.hasData) yield { id: lastId, type: event.type, data: event.data.slice(0, -1) };
      event = EMPTY;
      continue;
    }
    const { field, value } = fieldOf(line);
    if (field === "id" && !value.includes("\0")) lastId = value;
    else if (field === "event") event = { ...event, type: value };
    else if (field === "data") event = { ...event, data: `${event.data}${value}\n`, hasData: true };
  }
}

const EMPTY = { type: "message", data: "", hasData: false };

const fieldOf = (line: string): { readonly field: string; readonly value: string } => {
  const colon = line.indexOf(":");
  if (colon === -1) return { field: line, value: "" };
  const value = line.slice(colon + 1);
  return { field: line.slice(0, colon), value: value.startsWith(" ") ? value.slice(1) : value };
};

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const text = rest + decoder.decode(value, { stream: true });
      const heldBack = text.endsWith("\r") ? "\r" : "";
      const lines = text.slice(0, text.length - heldBack.length).split(/\r\n|\n|\r/);
      rest = `${lines.pop() ?? ""}${heldBack}`;
      yield* lines;
    }
  } finally {
    await reader.cancel();
  }
}
