import type { FrameLocator, Locator, Page } from "playwright-core";

/** The tables of evaluations in their webview, which may be one of several. */
export class EvaluationPage {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The document of the webview that has an element. */
  #frame(index: number): FrameLocator {
    return this.#page.locator("iframe.webview").nth(index).contentFrame().locator("iframe#active-frame").contentFrame();
  }

  /** Looks through the webviews of the window for the one with the element. */
  async frame(selector: string): Promise<FrameLocator> {
    for (;;) {
      const count = await this.#page.locator("iframe.webview").count();
      for (let index = 0; index < count; index++) {
        const frame = this.#frame(index);
        if ((await frame.locator(selector).count()) > 0) return frame;
      }
      await this.#page.locator("iframe.webview").first().waitFor();
      await this.#page.evaluate(() => new Promise(requestAnimationFrame));
    }
  }

  async locator(selector: string): Promise<Locator> {
    return (await this.frame(".evaluation")).locator(selector);
  }

  async cell(name: string): Promise<Locator> {
    return this.locator(`[data-cell="${name}"]`);
  }

  async cellText(name: string): Promise<string> {
    return (await (await this.cell(name)).innerText()).replace(/\s+/g, " ").trim();
  }
}
