import type { Page } from "playwright-core";
import { exactly } from "./exactly.js";

/** VS Code's boxes that ask for something, one after the other. */
export class QuestionBox {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Types an answer into the box whose prompt begins so; null leaves what it offers. */
  async type(prompt: string, text: string | null): Promise<void> {
    const box = this.#page.locator(".quick-input-widget", { hasText: prompt });
    const input = box.locator(".quick-input-box input").first();
    await input.waitFor();
    if (text !== null) await input.fill(text);
    await input.press("Enter");
    await box.waitFor({ state: "hidden" });
  }

  /** Takes the item of exactly this label, in the list of that title. */
  async pick(title: string, label: string): Promise<void> {
    const box = this.#page.locator(".quick-input-widget", { hasText: title });
    await this.#row(title, label).click();
    await box.waitFor({ state: "hidden" });
  }

  /** Ticks further items, and goes on. */
  async tick(title: string, ...labels: readonly string[]): Promise<void> {
    for (const label of labels) await this.#row(title, label).click();
    const box = this.#page.locator(".quick-input-widget", { hasText: title });
    await box.locator(".quick-input-action .monaco-button", { hasText: "OK" }).click();
    await box.waitFor({ state: "hidden" });
  }

  /** Presses a button of the question that stands before everything else; gives what it asked. */
  async confirm(button: string): Promise<string> {
    const dialog = this.#page.locator(".monaco-dialog-box");
    await dialog.waitFor();
    const text = await dialog.innerText();
    await dialog.locator(".monaco-button", { hasText: exactly(button) }).click();
    await dialog.waitFor({ state: "hidden" });
    return text;
  }

  #row(title: string, label: string) {
    return this.#page
      .locator(".quick-input-widget", { hasText: title })
      .locator(".monaco-list-row")
      .filter({ has: this.#page.locator(".label-name", { hasText: exactly(label) }) })
      .first();
  }
}
