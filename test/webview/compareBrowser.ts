import { ViewBrowser } from "./viewBrowser.js";

/** The compare view in a browser, with made-up figures. */
export class CompareBrowser extends ViewBrowser {
  static async start(): Promise<CompareBrowser> {
    return new CompareBrowser(await ViewBrowser.serve("compare"), "compare");
  }

  /** The parameters of the view's calls of a method so far. */
  called(method: string): Promise<readonly unknown[]> {
    return this.page.evaluate(
      name => window.compare.calls.filter(call => call.method === name).map(call => call.params),
      method,
    );
  }

  /** Waits until both sides draw the page with boxes. */
  async whenDrawn(): Promise<void> {
    for (const side of ["left", "right"])
      await this.page.waitForSelector(`.half[data-side=${side}] .stage:not(:has(.paper)):has(rect[data-kind])`);
    await this.frame();
  }

  /** Where a side puts its page. */
  async camera(side: "left" | "right"): Promise<string | null> {
    await this.frame();
    return this.page.getAttribute(`.half[data-side=${side}] svg.overlay > g`, "transform");
  }

  /** What the two sides are called. */
  async sides(): Promise<readonly string[]> {
    return this.page.locator(".half > .bar > b").allInnerTexts();
  }
}
