import type { FrameLocator, Locator } from "playwright-core";

/** The page inside the strategies view. */
export class StrategiesPage {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  /** Waits until the table has figures. */
  async whenComputed(): Promise<void> {
    await this.#frame.locator('td[role="gridcell"]').first().waitFor();
  }

  /** The row of a strategy, by the name that it has in the table. */
  row(strategy: string): Locator {
    return this.#frame.locator("tbody tr").filter({ has: this.#frame.locator("b", { hasText: strategy }) });
  }

  /** A figure of a strategy at the step with that index: mean, flat, flips, signal, rank. */
  cell(strategy: string, step: number, figure: number): Locator {
    return this.row(strategy)
      .locator('td[role="gridcell"]')
      .nth(step * 5 + figure);
  }

  /** Heads of the steps. */
  async steps(): Promise<readonly string[]> {
    return this.#frame.locator("th.steps").allInnerTexts();
  }

  /** The rows of the list that are drawn. */
  get listed(): Locator {
    return this.#frame.locator(".rollouts .rows .row");
  }

  /** Names of the charts. */
  async charts(): Promise<readonly string[]> {
    return this.#frame.locator(".chart h3").allInnerTexts();
  }

  /** What a line of a chart is at its first or last place, as the chart says it to a screen reader. */
  async valueAt(chart: string, key: "Home" | "End", line: string): Promise<number> {
    const plot = this.#frame.locator(`.chart[aria-label="${chart}"] .plot`);
    await plot.focus();
    await plot.press(key);
    const said = (await plot.getAttribute("aria-valuetext")) ?? "";
    const at = said.indexOf(`${line} `);
    return at === -1 ? Number.NaN : Number.parseFloat(said.slice(at + line.length + 1));
  }

  get list(): Locator {
    return this.#frame.locator(".rollouts");
  }
}
