import type { Locator, Page } from "playwright-core";
import { exactly } from "./exactly.js";
import { patience } from "./patience.js";

/** How long a click may take to show before it counts as lost. Never short: a second click undoes one that was only slow. */
const clickMilliseconds = 15_000;

/** Whether it is in sight before a click counts as lost. */
const appears = (locator: Locator): Promise<boolean> =>
  locator.waitFor({ timeout: clickMilliseconds }).then(
    () => true,
    () => false,
  );

/** One visible row, as a person reads it. */
export interface TreeRow {
  readonly level: number;
  readonly label: string;
  readonly description: string;
  readonly isSelected: boolean;
  readonly isExpanded: boolean | null;
}

/** A tree of our container, as far as the window shows it: rows that are scrolled out of sight do not exist here. */
export class Tree {
  readonly #page: Page;
  readonly #view: string;

  /** `view`: its title. */
  constructor(page: Page, view: string) {
    this.#page = page;
    this.#view = view;
  }

  get #pane(): Locator {
    return this.#page.locator(`.sidebar .pane:has(> .pane-header[aria-label^="${this.#view}"])`);
  }

  get #rows(): Locator {
    return this.#pane.locator(".pane-body .tree-explorer-viewlet-tree-view .monaco-list-row");
  }

  /** Waits for the view; an empty one shows its welcome instead of rows. */
  async whenShown(): Promise<void> {
    await this.#pane.locator(".pane-body").first().waitFor();
  }

  /** Whether the view is there by then. */
  async isShown(milliseconds: number): Promise<boolean> {
    const body = this.#pane.locator(".pane-body").first();
    return body.waitFor({ timeout: milliseconds }).then(
      () => true,
      () => false,
    );
  }

  /** What the view says while it has nothing to show. */
  async welcome(): Promise<string> {
    return this.#pane.locator(".welcome-view-content").innerText();
  }

  /** The first row with exactly this label, and a description that matches. */
  row(label: string, description?: RegExp): Locator {
    const named = this.#rows.filter({ has: this.#page.locator(".label-name", { hasText: exactly(label) }) });
    if (description === undefined) return named.first();
    return named.filter({ has: this.#page.locator(".label-description", { hasText: description }) }).first();
  }

  /** Waits for a row, and brings it into sight: one below the edge of the view has no element. */
  async whenRow(label: string, description?: RegExp): Promise<Locator> {
    const row = this.row(label, description);
    for (let waited = 0; waited < patience; waited += clickMilliseconds) {
      const isThere = await appears(row);
      if (isThere) return row;
      await this.#scrollOn();
    }
    await row.waitFor({ timeout: clickMilliseconds });
    return row;
  }

  /** Half a view further down; from the end back to the beginning. */
  async #scrollOn(): Promise<void> {
    const list = await this.#pane.locator(".pane-body .monaco-list").first().boundingBox();
    if (list === null) return;
    const before = JSON.stringify(await this.rows());
    await this.#page.mouse.move(list.x + list.width / 2, list.y + list.height / 2);
    await this.#page.mouse.wheel(0, list.height / 2);
    const isMoved = (): Promise<boolean> => this.rows().then(rows => JSON.stringify(rows) !== before);
    for (let looks = 0; looks < 10; looks++) {
      if (await isMoved()) return;
      await this.#page.evaluate(() => new Promise(requestAnimationFrame));
    }
    await this.#page.mouse.wheel(0, -1e6);
  }

  /** All visible rows, from top to bottom. */
  async rows(): Promise<readonly TreeRow[]> {
    return this.#rows.evaluateAll(elements =>
      elements
        .map(element => ({ element, top: element.getBoundingClientRect().top }))
        .sort((a, b) => a.top - b.top)
        .map(({ element }) => {
          const textOf = (selector: string) => element.querySelector(selector)?.textContent ?? "";
          const expanded = element.getAttribute("aria-expanded");
          return {
            level: Number(element.getAttribute("aria-level")),
            label: textOf(".label-name"),
            description: textOf(".label-description"),
            isSelected: element.getAttribute("aria-selected") === "true",
            isExpanded: expanded === null ? null : expanded === "true",
          };
        }),
    );
  }

  /** Opens a row's children, if they are not open yet. */
  async expand(label: string): Promise<void> {
    await this.#fold(label, "true");
  }

  /** Closes a row's children, if they are open. */
  async collapse(label: string): Promise<void> {
    await this.#fold(label, "false");
  }

  async #fold(label: string, expanded: "true" | "false"): Promise<void> {
    const named = this.#page.locator(".label-name", { hasText: exactly(label) });
    const wanted = this.#pane
      .locator(`.pane-body .monaco-list-row[aria-expanded="${expanded}"]`)
      .filter({ has: named });
    await this.whenRow(label);
    // A click on a row that is being drawn anew, because its numbers have come in, is lost.
    for (let waited = 0; waited < patience && !(await wanted.first().isVisible()); waited += clickMilliseconds) {
      await this.row(label).locator(".monaco-tl-twistie").click();
      await appears(wanted.first());
    }
    await wanted.first().waitFor({ timeout: clickMilliseconds });
  }

  /** Clicks a row, as opening it needs, until it is the selected one. */
  async click(label: string): Promise<void> {
    const named = this.#page.locator(".label-name", { hasText: exactly(label) });
    const selected = this.#rows.and(this.#page.locator('[aria-selected="true"]')).filter({ has: named });
    await this.whenRow(label);
    // The window uses the elements of rows again: one that is about to be clicked may become another row's.
    for (let waited = 0; waited < patience; waited += clickMilliseconds) {
      await this.row(label).click();
      const isSelected = await appears(selected.first());
      if (isSelected) return;
    }
    throw new Error(`${label} is not selected by a click`);
  }
}
