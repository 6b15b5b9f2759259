import type { FrameLocator, Locator } from "playwright-core";
import * as z from "zod";
import { changedArea, type Pixels, readPixels } from "./pixels.js";

const boxSchema = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const drawnSchema = z.array(
  z.object({ kind: z.enum(["target", "executed", "requested"]), index: z.number(), box: boxSchema, line: z.number() }),
);

export type Box = z.infer<typeof boxSchema>;

/** A box as the document has it. `line`: width of its whole line, casing included, in CSS pixels. */
export type DrawnRect = z.infer<typeof drawnSchema>[number];

/** How page pixels map to CSS pixels of the stage. */
export interface Camera {
  readonly left: number;
  readonly top: number;
  readonly scale: number;
}

/** The page inside a rollout view. */
export class RolloutPage {
  readonly #frame: FrameLocator;

  constructor(frame: FrameLocator) {
    this.#frame = frame;
  }

  get stage(): Locator {
    return this.#frame.locator(".stage");
  }

  /** Waits until the image and at least one box are drawn. */
  async whenDrawn(): Promise<void> {
    await this.#frame.locator(".stage rect[data-kind]").first().waitFor({ state: "attached" });
    await this.#frame.locator(".stage svg:not(:has(.paper))").waitFor();
  }

  /** Puts the focus into the view without changing anything in it. */
  async focus(): Promise<void> {
    await this.#frame.locator(".nav .num").click();
  }

  async text(selector: string): Promise<string> {
    return (await this.#frame.locator(selector).first().innerText()).trim();
  }

  /** The kind of theme that VS Code has told the view. */
  async themeKind(): Promise<string | null> {
    return this.#frame.locator("body").getAttribute("data-vscode-theme-kind");
  }

  /** What the view is drawn in, and what the theme says that it should be: background, text, lines of targets. */
  async colours(): Promise<{ readonly shown: readonly string[]; readonly wanted: readonly string[] }> {
    return this.#frame.locator("body").evaluate(body => {
      const style = getComputedStyle(body);
      const probe = document.createElement("i");
      body.append(probe);
      const themed = (name: string) => {
        probe.style.color = style.getPropertyValue(`--vscode-${name}`);
        return getComputedStyle(probe).color;
      };
      const wanted = ["editor-background", "editor-foreground", "charts-green"].map(themed);
      probe.remove();
      const line = body.querySelector(".stage .bx.target:not(.case)");
      const stroke = line === null ? "no target is drawn" : getComputedStyle(line).stroke;
      return { shown: [style.backgroundColor, style.color, stroke], wanted };
    });
  }

  /** The boxes in the order in which they are drawn. */
  async rects(): Promise<readonly DrawnRect[]> {
    const found = await this.#frame.locator(".stage rect[data-kind]").evaluateAll(elements =>
      elements.map(element => ({
        kind: element.getAttribute("data-kind"),
        index: Number(element.getAttribute("data-index")),
        box: (element.getAttribute("data-box") ?? "").split(",").map(Number),
        line: Number.parseFloat(getComputedStyle(element.parentElement?.querySelector(".case") ?? element).strokeWidth),
      })),
    );
    return drawnSchema.parse(found);
  }

  async selectedCalls(): Promise<readonly number[]> {
    return this.#frame
      .locator(".stage rect[data-kind].sel")
      .evaluateAll(elements => [...new Set(elements.map(element => Number(element.getAttribute("data-index"))))]);
  }

  /** Where the layer of boxes puts the page, once all that the view knows of by now is drawn. */
  async camera(): Promise<Camera> {
    await this.#whenSettled();
    const transform = (await this.#frame.locator(".stage svg.overlay > g").getAttribute("transform")) ?? "";
    const [left, top, scale] = (transform.match(/-?[\d.]+(e-?\d+)?/g) ?? []).map(Number);
    return z.object({ left: z.number(), top: z.number(), scale: z.number() }).parse({ left, top, scale });
  }

  /**
   * Waits until nothing is being fetched and what has come is drawn. What changes the layout tells the stage its size at
   * the end of one frame; the stage draws in the next, so the one behind that finds it drawn.
   */
  async #whenSettled(): Promise<void> {
    await this.#frame.locator(".view[aria-busy=false]").waitFor();
    await this.stage.evaluate(async () => {
      for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    });
  }

  /** The stage as the window shows it, with no boxes, or with the lines of one alone. */
  async picture(only: DrawnRect | null): Promise<Pixels> {
    await this.stage.evaluate((stage, wanted) => {
      for (const group of stage.querySelectorAll<SVGElement>("svg.overlay > g > g, svg.overlay > g > .page-edge")) {
        const rect = group.querySelector("rect[data-kind]");
        const isWanted =
          wanted !== null &&
          rect?.getAttribute("data-kind") === wanted.kind &&
          rect.getAttribute("data-index") === String(wanted.index);
        group.style.visibility = isWanted ? "visible" : "hidden";
        for (const hatch of group.querySelectorAll<SVGElement>(".cut")) hatch.style.visibility = "hidden";
      }
      for (const tags of stage.querySelectorAll<HTMLElement>(".tags")) tags.style.visibility = "hidden";
    }, only);
    return readPixels(await this.stage.screenshot({ animations: "disabled" }));
  }

  /** Shows what `picture` has hidden. */
  async restore(): Promise<void> {
    await this.stage.evaluate(stage => {
      for (const element of stage.querySelectorAll<HTMLElement | SVGElement>("[style*=visibility]"))
        element.style.removeProperty("visibility");
    });
  }

  /**
   * Measures a box in the picture of the window: the pixels that change when its lines alone are drawn, and from these
   * the middle of each side, in page pixels. Only sides inside the stage mean anything.
   */
  async measure(rect: DrawnRect, bare: Pixels, camera: Camera): Promise<readonly number[]> {
    const area = changedArea(bare, await this.picture(rect));
    if (area === null) return [];
    const half = rect.line / 2;
    const toPage = (at: number, origin: number) => (at - origin) / camera.scale;
    return [
      toPage(area.left + half, camera.left),
      toPage(area.top + half, camera.top),
      toPage(area.left + area.width - half, camera.left),
      toPage(area.top + area.height - half, camera.top),
    ];
  }

  /** The crops that are shown beside their calls: executed box and pixels. */
  async crops(): Promise<readonly { readonly box: Box; readonly pixels: Pixels }[]> {
    const found = await this.#frame.locator("canvas.crop[data-box]").evaluateAll(elements =>
      elements.map(element => ({
        box: (element.getAttribute("data-box") ?? "").split(",").map(Number),
        url: element instanceof HTMLCanvasElement ? element.toDataURL("image/png") : "",
      })),
    );
    return Promise.all(
      found.map(async ({ box, url }) => ({
        box: boxSchema.parse(box),
        pixels: await readPixels(Buffer.from(url.slice(url.indexOf(",") + 1), "base64")),
      })),
    );
  }
}
