import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { installVsix } from "../../../scripts/installVsix.mjs";
import { launchBrowser } from "../../../scripts/launchBrowser.mjs";
import { makeProfile, type Profile } from "../../../scripts/makeProfile.mjs";
import { type RunningServer, startCodeServer } from "../../../scripts/startCodeServer.mjs";
import { patience } from "./patience.js";
import { speakChinese } from "./speakChinese.js";
import { Workbench, type WindowLanguage } from "./workbench.js";

export interface ProductOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of machine scope, which a server reads from a file of its own. */
  readonly machine?: Readonly<Record<string, unknown>>;
  /** Whether folders are trusted without a question; else windows open in Restricted Mode. */
  readonly trusts?: boolean;
  /** What the windows speak. */
  readonly language?: WindowLanguage;
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
}

/** The packaged extension in a fresh profile of a running code-server, and a browser to look at it. */
export class Product {
  readonly #profile: Profile;
  readonly #server: RunningServer;
  readonly #browser: Browser;
  readonly #language: WindowLanguage;

  private constructor(profile: Profile, server: RunningServer, browser: Browser, language: WindowLanguage) {
    this.#profile = profile;
    this.#server = server;
    this.#browser = browser;
    this.#language = language;
  }

  /** Installs the VSIX into a profile that is thrown away, and starts. */
  static async start(
    vsix: string,
    { settings = {}, machine = {}, trusts = true, language = "en" }: ProductOptions = {},
  ): Promise<Product> {
    const quiet = trusts ? {} : { "security.workspace.trust.startupPrompt": "never" };
    const profile = makeProfile({ settings: { ...quiet, ...settings }, machineSettings: machine });
    if (language === "zh-cn") speakChinese(join(profile.folder, "user"));
    await installVsix(profile, vsix);
    const server = await startCodeServer({ profile, trusts });
    return new Product(profile, server, await launchBrowser(), language);
  }

  /** Where the extension was installed to. */
  get installedAt(): string {
    const name = readdirSync(this.#profile.extensions).find(folder => folder.startsWith("rollout-loupe."));
    if (name === undefined) throw new Error("the extension is not installed");
    return join(this.#profile.extensions, name);
  }

  /** Settings, logs and storage of the windows. */
  get dataFolder(): string {
    return this.#profile.folder;
  }

  /** A window on a folder, ready to be used. The windows of one product share settings and storage. */
  async open(folder: string, { width = 1440, height = 900 }: WindowOptions = {}): Promise<Workbench> {
    const context = await this.#browser.newContext({ viewport: { width, height } });
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const workbench = new Workbench(page, this.#profile.settingsFile, this.#language);
    await page.goto(`${this.#server.url}/?folder=${encodeURIComponent(folder)}`);
    await workbench.ready();
    return workbench;
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    this.#profile.dispose();
  }
}
