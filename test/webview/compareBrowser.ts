import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";

/** The compare view in a browser, under the window's content security policy, with made-up figures. */
export class CompareBrowser {
  readonly #server: { url: string; close: () => void };
  readonly #browser: Browser;
  #page: Page | null = null;
  /** What went wrong in the page: uncaught errors, and everything that its policy blocked. */
  readonly #troubles: string[] = [];

  private constructor(server: { url: string; close: () => void }, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async start(): Promise<CompareBrowser> {
    const pages = { compare: "test/webview/comparePage.ts" };
    const [server, browser] = await Promise.all([harnessServer(pages), launchBrowser()]);
    return new CompareBrowser(server, browser);
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }

  get page(): Page {
    if (this.#page === null) throw new Error("no page is open");
    return this.#page;
  }

  async open(query = "", size = { width: 1080, height: 790 }): Promise<void> {
    await this.#page?.close();
    const page = await this.#browser.newPage({ viewport: size });
    this.#page = page;
    page.on("pageerror", error => this.#troubles.push(String(error)));
    page.on("console", message => message.type() === "error" && this.#troubles.push(message.text()));
    page.setDefaultTimeout(10_000);
    await page.goto(`${this.#server.url}compare?${query}`);
    await page.waitForSelector(".compare");
  }

  /** Closes the page, in which nothing may have gone wrong. */
  async close(): Promise<void> {
    await this.#page?.close();
    this.#page = null;
    expect(this.#troubles.splice(0)).toEqual([]);
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

  /** Three frames: what changed the layout tells the stage its size, and is drawn in the frame after that. */
  async frame(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
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
