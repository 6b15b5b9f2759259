import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CDPSession, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { LoupeCli } from "./lib/loupeCli.js";
import { Product } from "./lib/product.js";
import { RolloutPage } from "./lib/rolloutPage.js";
import type { Workbench } from "./lib/workbench.js";

const value = z.object({ value: z.unknown().optional() }).optional();
const nodeSchema = z.looseObject({
  ignored: z.boolean(),
  role: value,
  name: value,
  properties: z.array(z.looseObject({ name: z.string(), value })).optional(),
});
const treeSchema = z.looseObject({ nodes: z.array(nodeSchema) });

/** What a screen reader is told of one element. */
interface Told {
  readonly role: string;
  readonly name: string;
  readonly isFocused: boolean;
}

let folder = "";
let product: Product;
let workbench: Workbench;
let view: RolloutPage;
let debug: CDPSession;

const textOf = (found: z.infer<typeof value>) => (typeof found?.value === "string" ? found.value : "");

/** The accessibility tree of the window, or of one of its frames, without what is not told. */
async function told(frameId?: string): Promise<readonly Told[]> {
  const answer = await debug.send("Accessibility.getFullAXTree", frameId === undefined ? {} : { frameId });
  return treeSchema.parse(answer).nodes.flatMap(({ ignored, role, name, properties = [] }) => {
    const isFocused = properties.some(one => one.name === "focused" && one.value?.value === true);
    return ignored ? [] : [{ role: textOf(role), name: textOf(name), isFocused }];
  });
}

/** What is told of the list's item that the keys are at; nothing while no list has the focus. */
const focusedItem = (): Promise<string> =>
  workbench.page.evaluate(() => {
    const item = document.activeElement?.getAttribute("aria-activedescendant") ?? "";
    return document.getElementById(item)?.getAttribute("aria-label") ?? "";
  });

/** Presses a key until something holds: a window that draws a list anew loses keys now and then. */
async function pressUntil(key: string, holds: () => Promise<boolean>): Promise<void> {
  const pressed = async () => {
    if (await holds()) return true;
    await workbench.page.keyboard.press(key);
    return holds();
  };
  await expect.poll(pressed, { interval: 300 }).toBe(true);
}

/** Types into a box until all of it is there: a busy window may show the box before it listens. */
async function typeWhole(input: Locator, text: string): Promise<void> {
  const { keyboard } = workbench.page;
  const typed = async () => {
    if ((await input.inputValue()) === text) return true;
    await keyboard.press("Control+a");
    await keyboard.type(text);
    return (await input.inputValue()) === text;
  };
  await expect.poll(typed, { interval: 300 }).toBe(true);
}

/** Runs a command by its whole title as somebody without a mouse does. */
async function runByKeys(title: string): Promise<void> {
  const item = await workbench.offerCommand(title, typeWhole);
  await expect.poll(() => item.getAttribute("class")).toContain("focused");
  await workbench.page.keyboard.press("Enter");
  await item.waitFor({ state: "hidden" });
}

/** Roles that a person acts on or looks at: each has to have a name. */
const nameless =
  /^\s*- (?:button|link|textbox|img|checkbox|radio|switch|slider|combobox|listbox|option|tab|table|region)\s*(?:\[.*\])?:?$/;

/** The roles and names of what the view shows, as a screen reader hears them, a line each. */
async function toldOfView(): Promise<readonly string[]> {
  return (await workbench.webview().locator("body").ariaSnapshot()).split("\n");
}

/** Whether something in the view has the focus. */
const isInView = (): Promise<boolean> =>
  workbench
    .webview()
    .locator("body")
    .evaluate(() => document.hasFocus());

const isAt = (label: RegExp) => async () => label.test(await focusedItem());

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "loupe-keys-"));
  product = await Product.start(inject("vsix"));
  await new LoupeCli(product.installedAt).run("sample", folder);
  workbench = await product.open(folder);
  view = new RolloutPage(workbench.webview());
  debug = await workbench.page.context().newCDPSession(workbench.page);
  await debug.send("Accessibility.enable");
});

afterAll(async () => {
  await workbench.close();
  await product.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

describe("by keys alone", () => {
  it("the tree is opened and walked down to a rollout, and says what each item is", async () => {
    await runByKeys("Loupe: Focus on Runs");
    // While the runs are being looked for the list is empty, and an empty list keeps no focus.
    await workbench.tree.whenRow("sample-run");
    await runByKeys("Loupe: Focus on Runs");
    await pressUntil("Home", isAt(/^Run sample-run/));
    await pressUntil("ArrowRight", isAt(/^(?:Training|Validation)/));
    await pressUntil("ArrowDown", isAt(/^Training/));
    await pressUntil("ArrowRight", isAt(/^Step 40/));
    expect(await focusedItem()).toMatch(/\d+ of \d+|rollouts/);
    await pressUntil("ArrowRight", isAt(/^Group /));
    await pressUntil("ArrowRight", isAt(/^Rollout 1/));
    expect(await focusedItem()).toMatch(/^Rollout 1, (?:correct|wrong|unparsed)/);
  });

  it("a rollout is opened, and its view tells what it shows", async () => {
    await workbench.page.keyboard.press("Enter");
    await view.whenDrawn();
    await pressUntil("Control+1", isInView);
    const lines = await toldOfView();
    expect(lines.filter(line => nameless.test(line))).toEqual([]);
    expect(lines.filter(line => /"(?:Select z|Z)oom call 1\b/.test(line)).length).toBeGreaterThan(0);
    expect(lines.filter(line => /"Page with \d+ boxes/.test(line)).length).toBe(1);
  });

  it("zoom calls are walked by their numbers, and the page is zoomed to one", async () => {
    await pressUntil("1", async () => (await view.selectedCalls())[0] === 0);
    const before = await view.camera();
    await pressUntil("z", async () => (await view.camera()).scale !== before.scale);
    await pressUntil("0", async () => Math.abs((await view.camera()).scale - before.scale) < 1e-4);
  });

  it("the next rollout comes by a key, and the list is gone back to", async () => {
    const position = () => view.text(".nav .num");
    await pressUntil("]", async () => (await position()) === "Rollout 2 of 8");
    await pressUntil("Escape", isAt(/^(?:Rollout|Group|Step)/));
  });

  it("rollouts are filtered and the filter is cleared", async () => {
    await runByKeys("Loupe: Filter Rollouts…");
    const list = workbench.page.locator(".quick-input-widget .quick-input-list");
    await list.locator(".monaco-list-row").first().waitFor();
    const options = (await told()).filter(
      ({ role }) => role === "checkbox" || role === "option" || role === "menuitemcheckbox",
    );
    expect(options.length).toBeGreaterThan(3);
    expect(options.filter(({ name }) => name === "")).toEqual([]);
    await workbench.page.keyboard.type("no zoom");
    await workbench.page.keyboard.press("ArrowDown");
    await workbench.page.keyboard.press("Space");
    await workbench.page.keyboard.press("Enter");
    const message = workbench.page.locator(".sidebar .pane .message");
    await message.first().waitFor();
    await runByKeys("Loupe: Clear Filters");
    await message.first().waitFor({ state: "hidden" });
  });

  it("the view is closed", async () => {
    await runByKeys("View: Close All Editors");
    await expect.poll(() => workbench.tabs()).toEqual([]);
  });
});

describe("the accessibility tree", () => {
  it("has a name for everything of ours that can be reached", async () => {
    await workbench.showRuns();
    const nameless = (await told()).filter(
      ({ role, name }) => ["treeitem", "button", "link", "checkbox", "tab"].includes(role) && name.trim() === "",
    );
    expect(nameless).toEqual([]);
  });
});
