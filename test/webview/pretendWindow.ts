import type { Port } from "../../src/protocol/rpc.js";

/**
 * Stands in for the window that a webview talks to: gives the host's end of the line. What the view remembers is kept in
 * the session's storage under `stateKey`; null: nothing is remembered.
 */
export function pretendWindow(stateKey: string | null): Port {
  const fromView = new Set<(message: unknown) => void>();
  window.acquireVsCodeApi = () => ({
    postMessage: (message: unknown) =>
      setTimeout(() => fromView.forEach(receive => receive(structuredClone(message))), 0),
    getState: () => (stateKey === null ? null : (JSON.parse(sessionStorage.getItem(stateKey) ?? "null") as unknown)),
    setState: (state: unknown) => {
      if (stateKey !== null) sessionStorage.setItem(stateKey, JSON.stringify(state));
    },
  });
  return {
    // As JSON, which is how a webview gets its messages.
    post: message => window.postMessage(JSON.parse(JSON.stringify(message)), "*"),
    listen: receive => {
      fromView.add(receive);
      return { dispose: () => fromView.delete(receive) };
    },
  };
}
