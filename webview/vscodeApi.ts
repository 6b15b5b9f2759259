import type { Port } from "../src/protocol/rpc.js";

/** What VS Code gives to a webview. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

interface HostWindow {
  readonly port: Port;
  readonly getState: () => unknown;
  readonly setState: (state: unknown) => void;
}

/** The channel to the host, and the state that survives a reload. May be called once only. */
export function vscodeApi(): HostWindow {
  const api = acquireVsCodeApi();
  return {
    port: {
      post: message => api.postMessage(message),
      listen: receive => {
        const listener = (event: MessageEvent<unknown>) => receive(event.data);
        window.addEventListener("message", listener);
        return { dispose: () => window.removeEventListener("message", listener) };
      },
    },
    getState: () => api.getState(),
    setState: state => api.setState(state),
  };
}
