import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";

/** The built view in a browser, under the window's content security policy, with a made-up host. */
export class HarnessBrowser {
  readonly #server: { url: string; close: () => void };
  readonly #browser: Browser;
  #page: Page | null = null;
  /** What went wrong in the page: uncaught errors, and everything that its policy blocked. */
  readonly #troubles: string[] = [];

  private constructor(server: { url: string; close: () => void }, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async start(): Promise<HarnessBrowser> {
    const [server, browser] = await Promise.all([harnessServer(), launchBrowser()]);
    return new HarnessBrowser(server, browser);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }

  get page(): Page {
    if (this.#page === null) throw new Error("no page is open");
    return this.#page;
  }

  async open(query: string, size = { width: 1080, height: 790 }): Promise<void> {
    await this.#page?.close();
    const page = await this.#browser.newPage({ viewport: size });
    this.#page = page;
    page.on("pageerror", error => this.#troubles.push(String(error)));
    page.on("console", message => message.type() === "error" && this.#troubles.push(message.text()));
    page.setDefaultTimeout(60_000);
    await page.goto(`${this.#server.url}?${query}`);
    await page.waitForSelector(".view > :not(.progress, .defs)");
  }

  /** Closes the page, in which nothing may have gone wrong. */
  async close(): Promise<void> {
    await this.#page?.close();
    this.#page = null;
    expect(this.#troubles.splice(0)).toEqual([]);
  }

  act(action: Parameters<Window["harness"]["act"]>[0]): Promise<void> {
    return this.page.evaluate(a => window.harness.act(a), action);
  }

  show(view: string, call: number | null = null): Promise<void> {
    const what = [view, call] as const;
    return this.page.evaluate(([name, n]) => window.harness.show(window.harness.views[name] ?? null, n), what);
  }

  /** The parameters of the view's calls of a method so far. */
  called(method: string): Promise<readonly unknown[]> {
    return this.page.evaluate(
      name => window.harness.calls.filter(call => call.method === name).map(call => call.params),
      method,
    );
  }

  /** Waits until the view has made these calls of a method, and no others. */
  async expectCalls(method: string, expected: readonly unknown[]): Promise<void> {
    await expect.poll(() => this.called(method)).toEqual(expected);
  }

  async waitForImage(): Promise<void> {
    await this.page.waitForSelector(".stage:not(:has(.paper))");
    await this.frame();
  }

  transform(): Promise<string | null> {
    return this.page.getAttribute("svg.overlay > g", "transform");
  }

  /**
   * Three frames: what a signal changed is drawn in the next one. What changed the layout tells the stage its size at the
   * end of a frame, and is drawn in the one after it.
   */
  async frame(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
  }

  /** Where an element is in the window. */
  async place(selector: string): Promise<{ x: number; y: number; width: number; height: number }> {
    const box = await this.page.locator(selector).first().boundingBox();
    if (box === null) throw new Error(`${selector} is not in sight`);
    return box;
  }
}
