import type { Locator, Page } from "playwright-core";

/** VS Code's box at the top, as the filter uses it. */
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
}
