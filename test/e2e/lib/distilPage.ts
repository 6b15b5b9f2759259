import type { FrameLocator, Locator, Page } from "playwright-core";

/** The view of distilled traces in its webview, the only one of the window. */
export class DistilPage {
  readonly frame: FrameLocator;

  constructor(page: Page) {
    const outer = page.locator("iframe.webview").first().contentFrame();
    this.frame = outer.locator("iframe#active-frame").contentFrame();
  }

  cell(name: string): Locator {
    return this.frame.locator(`[data-cell="${name}"]`);
  }

  /** 0 where the funnel has no number to click on. */
  async count(name: string): Promise<number> {
    const cell = this.cell(name);
    return (await cell.count()) === 0 ? 0 : Number(await cell.innerText());
  }

  get rows(): Locator {
    return this.frame.locator(".tracerow");
  }

  /** The trace that is read. */
  get shown(): Locator {
    return this.frame.locator("[data-shown]");
  }
}
