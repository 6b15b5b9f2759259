import type { FrameLocator, Locator } from "playwright-core";

/** The review in its webview. */
export class ReviewPage {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  get stage(): Locator {
    return this.#frame.locator(".stage");
  }

  /** Waits until a question is there, with its page drawn. Gives its id. */
  async whenDrawn(): Promise<string> {
    const pane = this.#frame.locator(".questionpane[data-question]");
    await pane.waitFor();
    await this.#frame.locator(".stage svg:not(:has(.paper))").waitFor();
    return (await pane.getAttribute("data-question")) ?? "";
  }

  /** Ids of the rows in sight. */
  listed(): Promise<readonly string[]> {
    return this.#frame
      .locator(".queue .row > .cut[title]")
      .evaluateAll(cells =>
        cells.filter(cell => !cell.classList.contains("said")).map(cell => cell.getAttribute("title") ?? ""),
      );
  }

  row(id: string): Locator {
    return this.#frame.locator(".queue .row", { hasText: id });
  }

  /** Waits until this question is shown, and for as long as keys do not count yet. */
  async reached(id: string): Promise<void> {
    await this.#frame.locator(`.questionpane[data-question="${id}"]`).waitFor();
    // No decision is taken for a quarter of a second after a question came.
    await this.stage.evaluate(() => new Promise(resolve => setTimeout(resolve, 260)));
  }

  async text(selector: string): Promise<string> {
    return (await this.#frame.locator(selector).first().innerText()).trim();
  }

  target(index: number): Promise<string | null> {
    return this.#frame.locator(`[data-kind="target"][data-index="${String(index)}"]`).getAttribute("data-box");
  }

  grip(name: string): Locator {
    return this.#frame.locator(`[data-grip="${name}"]`);
  }

  /** CSS pixels per page pixel. */
  async scale(): Promise<number> {
    const transform = await this.#frame.locator(".stage svg.overlay > g").getAttribute("transform");
    return Number(/scale\(([\d.]+)\)/.exec(transform ?? "")?.[1]);
  }

  /** Milliseconds from each deciding key to the next question on its page, as the view measured them. */
  times(): Promise<readonly number[]> {
    return this.stage.evaluate(() => performance.getEntriesByName("loupe.review.next").map(({ duration }) => duration));
  }
}
