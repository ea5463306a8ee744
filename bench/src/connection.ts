import { connect, type Socket } from "node:net";

export type Reply = { readonly status: number; readonly body: string };

/**
 * One kept-alive HTTP/1.1 connection, one request at a time. Written out because the client shares the processors with what it measures: this costs a
 * third of `fetch`. It reads what our servers send, answers with a length, and nothing else.
 */
export type Connection = {
  readonly post: (path: string, body: string, headers?: string) => Promise<Reply>;
  readonly close: () => void;
};

type Waiting = { readonly resolve: (reply: Reply) => void; readonly reject: (fault: unknown) => void };

export const openConnection = async (base: string, bearer: string): Promise<Connection> => {
  const { hostname, port } = new URL(base);
  const socket = await connected(hostname, Number(port));
  const fixed = `host: ${hostname}\r\ncontent-type: application/json\r\nauthorization: Bearer ${bearer}\r\n`;
  let waiting: Waiting | null = null;
  let received: Buffer = Buffer.alloc(0);

  const fail = (fault: unknown): void => {
    waiting?.reject(fault);
    waiting = null;
  };
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the server closed the connection")));
  socket.on("data", (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const reply = replyIn(received);
    if (reply === null) return;
    received = Buffer.alloc(0);
    const answered = waiting;
    waiting = null;
    answered?.resolve(reply);
  });
  return {
    post: (path, body, headers = "") =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(`POST ${path} HTTP/1.1\r\n${fixed}${headers}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      }),
    close: () => {
      socket.removeAllListeners();
      socket.destroy();
    },
  };
};

const connected = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true });
    socket.once("error", reject);
    socket.once("connect", () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });

/** Null while the rest is still on its way. */
export const replyIn = (received: Buffer): Reply | null => {
  const end = received.indexOf("\r\n\r\n");
  if (end === -1) return null;
  const head = received.toString("latin1", 0, end);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  if (received.length < end + 4 + length) return null;
  return { status: Number(head.slice(9, 12)), body: received.toString("utf8", end + 4, end + 4 + length) };
};
