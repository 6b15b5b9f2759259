import { ViewBrowser } from "./viewBrowser.js";

/** The form of a run configuration in a browser, with a made-up host. */
export class LaunchBrowser extends ViewBrowser {
  static async start(): Promise<LaunchBrowser> {
    return new LaunchBrowser(await ViewBrowser.serve("launch"), "launch");
  }

  /** The parameters of the form's calls of a method so far. */
  called(method: string): Promise<readonly unknown[]> {
    return this.page.evaluate(
      name => window.launch.calls.filter(call => call.method === name).map(call => call.params),
      method,
    );
  }
}
