import { ViewBrowser } from "./viewBrowser.js";

/** The views of a benchmark in a browser, with a made-up host. */
export class BenchmarkBrowser extends ViewBrowser {
  static async start(): Promise<BenchmarkBrowser> {
    return new BenchmarkBrowser(await ViewBrowser.serve("benchmark"), "benchmark");
  }

  /** What the person did in the view so far, as the host was told. */
  actions(): Promise<readonly unknown[]> {
    return this.page.evaluate(() =>
      window.benchmark.calls
        .filter(({ method }) => method === "act")
        .map(({ params }) =>
          typeof params === "object" && params !== null && "action" in params ? params.action : null,
        ),
    );
  }

  /** The texts that were copied so far. */
  copied(): Promise<readonly string[]> {
    return this.page.evaluate(() =>
      window.benchmark.calls
        .filter(({ method }) => method === "copyText")
        .map(({ params }) =>
          typeof params === "object" && params !== null && "text" in params ? String(params.text) : "",
        ),
    );
  }
}
