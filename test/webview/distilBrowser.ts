import { ViewBrowser } from "./viewBrowser.js";

/** The view of distilled traces in a browser, with a made-up host that judges as the real one does. */
export class DistilBrowser extends ViewBrowser {
  static async start(): Promise<DistilBrowser> {
    return new DistilBrowser(await ViewBrowser.serve("distil"), "distil");
  }

  /** What the host was asked for so far, of one kind of calls. */
  calls(method: string): Promise<readonly unknown[]> {
    return this.page.evaluate(
      wanted => window.distil.calls.filter(call => call.method === wanted).map(({ params }) => params),
      method,
    );
  }

  /** What was written: whose trace, what, and why. */
  said(): Promise<readonly (readonly [string, string, string | null])[]> {
    return this.page.evaluate(() =>
      window.distil.log.map(({ prediction_id: id, decision, reason }): readonly [string, string, string | null] => [
        id,
        decision,
        reason,
      ]),
    );
  }
}
