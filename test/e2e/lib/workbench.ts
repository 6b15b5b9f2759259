import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator, Locator, Page } from "playwright-core";
import { expect } from "vitest";
import * as z from "zod";
import { paths } from "../../../scripts/paths.mjs";
import { exactly } from "./exactly.js";
import { patience } from "./patience.js";
import { Tree } from "./tree.js";
import { whenRemembered } from "./whenRemembered.js";

/** How long a key may take to show before it counts as lost: a window that has just been loaded knows no keys yet. */
const keyMilliseconds = 10_000;

/**
 * VS Code's own themes, by what they are for. `class` is what the workbench carries when the theme is on, `webviewKind`
 * what it tells its webviews.
 */
export const themes = {
  dark: { label: "Dark Modern", class: "vs-dark", webviewKind: "vscode-dark" },
  light: { label: "Light Modern", class: "vs", webviewKind: "vscode-light" },
  highContrast: { label: "Dark High Contrast", class: "hc-black", webviewKind: "vscode-high-contrast" },
  highContrastLight: { label: "Light High Contrast", class: "hc-light", webviewKind: "vscode-high-contrast-light" },
} as const;

/** Titles of our views by the language of the window. */
const titles = { en: { runs: "Runs", jobs: "Jobs" }, "zh-cn": { runs: "运行", jobs: "作业" } } as const;

/** As VS Code names a language. */
export type WindowLanguage = keyof typeof titles;

/** A window of VS Code, driven as a person would: by keys, clicks and what can be read in it. */
export class Workbench {
  readonly page: Page;
  readonly tree: Tree;
  readonly jobs: Tree;
  readonly #settingsFile: string;

  constructor(page: Page, settingsFile: string, language: WindowLanguage) {
    this.page = page;
    this.tree = new Tree(page, titles[language].runs);
    this.jobs = new Tree(page, titles[language].jobs);
    this.#settingsFile = settingsFile;
  }

  /** Waits until the window can be used. */
  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench").waitFor();
    await this.page.locator(".part.statusbar").waitFor();
    await this.page.locator(".activitybar .action-item a").first().waitFor();
  }

  /** Opens our view container. A window that was loaded again may be opening it itself, and a click would close it. */
  async showRuns(): Promise<void> {
    const icon = this.page.locator('.activitybar a[aria-label^="Rollout Loupe"]');
    await icon.waitFor();
    for (let waited = 0; waited < patience && !(await this.tree.isShown(10_000)); waited += 10_000)
      if ((await icon.getAttribute("aria-expanded")) !== "true") await icon.click();
    await this.tree.whenShown();
  }

  /** Runs a command by its whole title ("Loupe: Clear Filters"), through the command palette. */
  async runCommand(title: string): Promise<void> {
    const item = await this.offerCommand(title, (input, text) => input.fill(text));
    await this.#take(item);
  }

  /**
   * Opens the command palette and has a command's whole title typed, until the list offers it; gives its item. A palette
   * that was opened before a command is known never comes to list it: one closes it and opens it again.
   */
  async offerCommand(title: string, type: (input: Locator, text: string) => Promise<void>): Promise<Locator> {
    const item = this.#item(title);
    for (let waited = 0; waited < patience; waited += keyMilliseconds) {
      await type(await this.openPalette(), `>${title}`);
      if (await shows(item)) return item;
      await this.page.keyboard.press("Escape");
    }
    throw new Error(`the command palette does not offer “${title}”`);
  }

  /** Opens the command palette; gives the box that one types into. */
  async openPalette(): Promise<Locator> {
    const input = this.page.locator('.quick-input-widget input[type="text"]').first();
    for (let waited = 0; waited < patience; waited += keyMilliseconds) {
      await this.page.keyboard.press("F1");
      if (await shows(input)) break;
    }
    await input.waitFor();
    return input;
  }

  /** Types into the list that is open, and takes the item of exactly this label. */
  async pick(typed: string, label: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input[type="text"]').first();
    await input.waitFor();
    await input.fill(typed);
    await this.#take(this.#item(label));
  }

  /** The item of the open list that has exactly this label. It need not be the first: what was used last comes first. */
  #item(label: string): Locator {
    return this.page
      .locator(".quick-input-list .monaco-list-row")
      .filter({ has: this.page.locator(".label-name", { hasText: exactly(label) }) })
      .first();
  }

  async #take(item: Locator): Promise<void> {
    await item.click();
    await item.waitFor({ state: "hidden" });
    await this.#leave();
  }

  /** Takes the pointer to where nothing tells of itself: the list lay above the title bar, whose tooltip covers tabs. */
  async #leave(): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? { width: 1280, height: 720 };
    await this.page.mouse.move(width / 2, (height * 2) / 3);
  }

  /** Changes the user's settings as the settings editor does: in the file, which the window watches. */
  changeSettings(changes: Readonly<Record<string, unknown>>): void {
    const settings = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(this.#settingsFile, "utf8")));
    writeFileSync(this.#settingsFile, JSON.stringify({ ...settings, ...changes }, null, 2));
  }

  /** Chooses a colour theme in VS Code's list of them. */
  async useTheme(theme: keyof typeof themes): Promise<void> {
    const { label, class: name } = themes[theme];
    await this.runCommand("Preferences: Color Theme");
    await this.pick(label, label);
    await this.page.locator(`.monaco-workbench.${name}`).waitFor();
  }

  /** The iframe element that VS Code puts a webview into. */
  webviewElement(index = 0): Locator {
    return this.page.locator("iframe.webview").nth(index);
  }

  /** The document of a webview: an outer frame of VS Code's, and the extension's inside it. */
  webview(index = 0): FrameLocator {
    return this.webviewElement(index).contentFrame().locator("iframe#active-frame").contentFrame();
  }

  /** Titles of the open editors. */
  async tabs(): Promise<readonly string[]> {
    return this.page.locator(".tabs-container .tab .label-name").allInnerTexts();
  }

  /** A picture of the window, kept in shots/. */
  async screenshot(name: string): Promise<Buffer> {
    mkdirSync(paths.shots, { recursive: true });
    return this.page.screenshot({ path: join(paths.shots, `${name}.png`) });
  }

  /** Loads the window again, as "Developer: Reload Window" does, once its views have handed on what they show. */
  async reload(): Promise<void> {
    await whenRemembered(this.page);
    await this.page.reload();
    await this.ready();
  }

  /** No notification says that something went wrong. */
  async expectNoErrors(): Promise<void> {
    const errors = this.page.locator(".notification-list-item .codicon-error");
    expect(await errors.count()).toBe(0);
  }

  /** Closes the window as a person does: it says so to its server, which else keeps its extensions running for hours. */
  async close(): Promise<void> {
    await this.page.goto("about:blank");
    await this.page.context().close();
  }
}

/** Whether something comes to be seen in the time that a key may take. */
function shows(what: Locator): Promise<boolean> {
  return what.waitFor({ timeout: keyMilliseconds }).then(
    () => true,
    () => false,
  );
}
