import type { Locator, Page } from "playwright-core";
import { exactly } from "./exactly.js";

const patience = 60_000;

/** One visible row, as a person reads it. */
export interface TreeRow {
  readonly level: number;
  readonly label: string;
  readonly description: string;
  readonly isSelected: boolean;
  readonly isExpanded: boolean | null;
}

/** The tree of runs, as far as the window shows it: rows that are scrolled out of sight do not exist here. */
export class Tree {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #rows(): Locator {
    return this.#page.locator(".pane-body .tree-explorer-viewlet-tree-view .monaco-list-row");
  }

  /** Waits for the view; an empty one shows its welcome instead of rows. */
  async whenShown(): Promise<void> {
    await this.#page.locator(".sidebar .pane-body").first().waitFor({ timeout: patience });
  }

  /** What the view says while it has nothing to show. */
  async welcome(): Promise<string> {
    return this.#page.locator(".sidebar .welcome-view-content").innerText();
  }

  /** The first row with exactly this label, and a description that matches. */
  row(label: string, description?: RegExp): Locator {
    const named = this.#rows.filter({ has: this.#page.locator(".label-name", { hasText: exactly(label) }) });
    if (description === undefined) return named.first();
    return named.filter({ has: this.#page.locator(".label-description", { hasText: description }) }).first();
  }

  async whenRow(label: string, description?: RegExp): Promise<Locator> {
    const row = this.row(label, description);
    await row.waitFor({ timeout: patience });
    return row;
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
    const row = await this.whenRow(label);
    if ((await row.getAttribute("aria-expanded")) === expanded) return;
    await row.locator(".monaco-tl-twistie").click();
    // Found anew, since the list draws its rows again when they change.
    await this.#page
      .locator(`.pane-body .monaco-list-row[aria-expanded="${expanded}"]`)
      .filter({ has: this.#page.locator(".label-name", { hasText: exactly(label) }) })
      .first()
      .waitFor({ timeout: patience });
  }

  /** Clicks a row, as opening it needs. */
  async click(label: string): Promise<void> {
    await (await this.whenRow(label)).click();
  }
}
