import { ViewBrowser } from "./viewBrowser.js";

/** The view of a comparison of miniatures in a browser, with a made-up host. */
export class MiniatureBrowser extends ViewBrowser {
  static async start(): Promise<MiniatureBrowser> {
    return new MiniatureBrowser(await ViewBrowser.serve("miniature"), "miniature");
  }

  /** The parameters of the view's calls of a method so far. */
  called(method: string): Promise<readonly unknown[]> {
    return this.page.evaluate(
      name => window.miniature.calls.filter(call => call.method === name).map(call => call.params),
      method,
    );
  }
}
