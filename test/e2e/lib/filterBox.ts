import type { Locator, Page } from "playwright-core";

/** VS Code's box at the top, as filter, order, form and search use it. */
export class FilterBox {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get #widget(): Locator {
    return this.#page.locator(".quick-input-widget");
  }

  /** Where one types, once the box of that title is there. */
  async input(title: string): Promise<Locator> {
    await this.#widget.filter({ has: this.#page.locator(".quick-input-title", { hasText: title }) }).waitFor();
    return this.#widget.locator(".quick-input-box input").first();
  }

  /** Types into the box of that title, and accepts it. */
  async answer(title: string, text: string): Promise<void> {
    const input = await this.input(title);
    await input.fill(text);
    await input.press("Enter");
    await this.#widget.waitFor({ state: "hidden" });
  }

  /** What the box says below its input. */
  said(): Promise<string> {
    return this.#widget.locator(".quick-input-message").innerText();
  }

  /** Closes the box. */
  async leave(): Promise<void> {
    await this.#page.keyboard.press("Escape");
    await this.#widget.waitFor({ state: "hidden" });
  }

  /** Takes an item of the list with that title by the keyboard: a click on a list that is being drawn is lost. */
  async choose(title: string, label: string): Promise<void> {
    const input = await this.input(title);
    const name = this.#page.locator(".label-name", { hasText: label });
    const row = this.#widget.locator(".monaco-list-row").filter({ has: name }).first();
    await row.waitFor();
    await input.fill(label);
    await row.and(this.#page.locator(".focused")).waitFor();
    await input.press("Enter");
  }
}
