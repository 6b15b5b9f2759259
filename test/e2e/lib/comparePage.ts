import type { FrameLocator, Locator } from "playwright-core";
import * as z from "zod";

const cameraSchema = z.tuple([z.number(), z.number(), z.number()]);

/** Where a stage puts the page: left and top in CSS pixels, and CSS pixels per page pixel. */
export type StageCamera = z.infer<typeof cameraSchema>;

/** The compare view in its webview. */
export class ComparePage {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  stage(side: "left" | "right"): Locator {
    return this.#frame.locator(`.half[data-side=${side}] .stage`);
  }

  /** Waits until the matrix is computed and both sides draw the page with boxes. */
  async whenCompared(): Promise<void> {
    await this.#frame.locator(".matrix").waitFor();
    for (const side of ["left", "right"] as const) {
      await this.stage(side).locator("rect[data-kind]").first().waitFor({ state: "attached" });
      await this.#frame.locator(`.half[data-side=${side}] .stage svg:not(:has(.paper))`).waitFor();
    }
  }

  /** The counts of the matrix, row by row: right, wrong, unparsed. */
  async matrix(): Promise<readonly (readonly number[])[]> {
    const texts = await this.#frame.locator(".matrix td[role=gridcell]").allInnerTexts();
    const counts = texts.map(Number);
    return [counts.slice(0, 3), counts.slice(3, 6), counts.slice(6, 9)];
  }

  cell(from: number, to: number): Locator {
    return this.#frame.locator(`.matrix [data-at="${String(from)}:${String(to)}"]`);
  }

  /** Of a long list only the rows in sight. */
  get listed(): Locator {
    return this.#frame.locator(".questions .rows .row");
  }

  /** Names of the two sides. */
  async sides(): Promise<readonly string[]> {
    return this.#frame.locator(".half > .bar > b").allInnerTexts();
  }

  async frames(): Promise<readonly string[]> {
    return this.#frame.locator(".film .frame .ft b").allInnerTexts();
  }

  async text(selector: string): Promise<string> {
    return (await this.#frame.locator(selector).first().innerText()).trim();
  }

  /** Where the layer of boxes puts the page, once what has come is drawn. */
  async camera(side: "left" | "right"): Promise<StageCamera> {
    await this.stage(side).evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
    const transform = (await this.stage(side).locator("svg.overlay > g").getAttribute("transform")) ?? "";
    return cameraSchema.parse((transform.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number));
  }

  button(name: string): Locator {
    return this.#frame.getByRole("button", { name });
  }

  tab(name: string): Locator {
    return this.#frame.getByRole("tab", { name });
  }
}
