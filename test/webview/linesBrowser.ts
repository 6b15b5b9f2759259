import { ViewBrowser } from "./viewBrowser.js";

/** The view of a file's rows in a browser, with a made-up file. */
export class LinesBrowser extends ViewBrowser {
  static async start(): Promise<LinesBrowser> {
    return new LinesBrowser(await ViewBrowser.serve("lines"), "lines");
  }

  /** What the host was asked for so far, of one kind of calls. */
  calls(method: string): Promise<readonly unknown[]> {
    return this.page.evaluate(
      wanted => window.lines.calls.filter(call => call.method === wanted).map(({ params }) => params),
      method,
    );
  }
}
