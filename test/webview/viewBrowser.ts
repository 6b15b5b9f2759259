import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { launchBrowser } from "../../scripts/launchBrowser.mjs";
import { harnessServer } from "./harnessServer.mjs";

interface Started {
  readonly server: { url: string; close: () => void };
  readonly browser: Browser;
}

/** A view in a browser, under the window's content security policy, with a made-up host. */
export class ViewBrowser {
  readonly #started: Started;
  /** The name of its page on the server. */
  readonly #name: string;
  #page: Page | null = null;
  /** What went wrong in the page: uncaught errors, and everything that its policy blocked. */
  readonly #troubles: string[] = [];

  protected constructor(started: Started, name: string) {
    this.#started = started;
    this.#name = name;
  }

  protected static async serve(name: string): Promise<Started> {
    const pages = { [name]: `test/webview/${name}Page.ts` };
    const [server, browser] = await Promise.all([harnessServer(pages), launchBrowser()]);
    return { server, browser };
  }

  async stop(): Promise<void> {
    await this.#started.browser.close();
    this.#started.server.close();
  }

  get page(): Page {
    if (this.#page === null) throw new Error("no page is open");
    return this.#page;
  }

  async open(query = "", size = { width: 1080, height: 790 }): Promise<void> {
    await this.#page?.close();
    const page = await this.#started.browser.newPage({ viewport: size });
    this.#page = page;
    page.on("pageerror", error => this.#troubles.push(String(error)));
    page.on("console", message => message.type() === "error" && this.#troubles.push(message.text()));
    page.setDefaultTimeout(60_000);
    await page.goto(`${this.#started.server.url}${this.#name}?${query}`);
    await page.waitForSelector(".root > *");
  }

  /** Closes the page, in which nothing may have gone wrong. */
  async close(): Promise<void> {
    await this.#page?.close();
    this.#page = null;
    expect(this.#troubles.splice(0)).toEqual([]);
  }

  /** Three frames: what changed the layout tells the stage its size, and is drawn in the frame after that. */
  async frame(): Promise<void> {
    await this.page.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
  }
}
