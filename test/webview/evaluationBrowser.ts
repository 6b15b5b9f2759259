import { ViewBrowser } from "./viewBrowser.js";

/** The tables of evaluations in a browser, with a made-up host. */
export class EvaluationBrowser extends ViewBrowser {
  static async start(): Promise<EvaluationBrowser> {
    return new EvaluationBrowser(await ViewBrowser.serve("evaluation"), "evaluation");
  }

  /** What the host was asked for so far, of one kind of calls. */
  calls(method: string): Promise<readonly unknown[]> {
    return this.page.evaluate(
      wanted => window.evaluation.calls.filter(call => call.method === wanted).map(({ params }) => params),
      method,
    );
  }
}
