/** A view that fails all the time must not fill the log. */
const most = 20;

const longest = 2000;

/** Sends what nobody caught to the host's log. The view goes on working. */
export function reportErrors(log: (message: string) => void): void {
  let sent = 0;
  const send = (error: unknown) => {
    if (sent++ >= most) return;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log(text.slice(0, longest));
  };
  window.addEventListener("error", event => send(event.error ?? event.message));
  window.addEventListener("unhandledrejection", event => send(event.reason));
}
