import type { MessagePort } from "node:worker_threads";
import type { LinesDeskApi } from "../../protocol/lines/linesDeskApi.js";
import { serve } from "../../protocol/rpc.js";
import { LinesDesk } from "./linesDesk.js";

/** Answers on a thread's port what views ask of files of lines, until the thread ends. */
export function serveLines(port: MessagePort): void {
  const desk = new LinesDesk();
  serve<LinesDeskApi>(
    {
      post: message => port.postMessage(message),
      listen: receive => {
        port.on("message", receive);
        return { dispose: () => void port.off("message", receive) };
      },
    },
    {
      state: params => desk.state(params),
      rows: params => desk.rows(params),
      piece: params => desk.piece(params),
      search: params => desk.search(params),
      close: params => desk.close(params),
    },
  );
}
