import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { LaunchBrowser } from "../../webview/launchBrowser.js";
import { madeUpForm } from "../../webview/madeUpForm.js";

let view: LaunchBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await LaunchBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

const row = (name: string) => view.page.locator(".hyper tbody tr", { hasText: name });
const launchButton = () => view.page.getByRole("button", { name: "Launch on h800-a" });

describe("the form of a run configuration", () => {
  it("writes a typed value when it is finished, and marks one that is no number", async () => {
    await view.open();
    const field = row("KL coefficient").locator("input");
    await field.fill("0.0x");
    await field.press("Enter");
    await expect.poll(() => field.getAttribute("aria-invalid")).toBe("true");
    await expect.poll(() => view.called("edit")).toEqual([]);
    await field.fill("0.03");
    await field.press("Enter");
    await expect.poll(() => view.called("edit")).toEqual([{ key: "hyper.klCoefficient", value: 0.03 }]);
  });

  it("names the paper's value where it differs, and takes it by one click", async () => {
    await view.open();
    await expect.poll(() => row("KL coefficient").innerText()).toContain("paper: 0.04");
    await expect.poll(() => view.page.locator(".bar.head").innerText()).toContain("1 value differs from the paper");
    await row("KL coefficient").getByRole("button", { name: "use" }).click();
    await expect.poll(() => view.called("edit")).toEqual([{ key: "hyper.klCoefficient" }]);
  });

  it("chooses the method by arrows", async () => {
    await view.open();
    await view.page.getByRole("radio", { name: "RARL" }).focus();
    await view.page.keyboard.press("ArrowLeft");
    await expect.poll(() => view.called("edit")).toEqual([{ key: "method", value: "RL" }]);
  });

  it("cannot choose kinds without target boxes for region-aware RL", async () => {
    await view.open();
    await expect.poll(() => view.page.getByRole("checkbox", { name: /Dialog Reordering/ }).isDisabled()).toBe(true);
    await view.page.getByRole("checkbox", { name: /Depth Comparison/ }).click();
    const kept = ["panel_understanding", "action_recognition", "character_identification", "character_counting"];
    await expect.poll(() => view.called("edit")).toEqual([{ key: "data.tasks", value: kept }]);
  });

  it("shows every file that would be sent, with the lines that the last launch did not have", async () => {
    await view.open();
    await expect.poll(() => view.page.locator(".fileline.changed").innerText()).toContain("kl_loss_coef=0.02");
    await view.page.getByRole("tab", { name: "command.sh" }).focus();
    await view.page.keyboard.press("ArrowRight");
    await expect.poll(() => view.page.locator(".filetext").innerText()).toContain("export MODEL=");
    await view.page.getByRole("button", { name: "Compare with the last launch" }).click();
    await expect.poll(() => view.called("compareWithLast")).toHaveLength(1);
  });

  it("shows what the model is told", async () => {
    await view.open();
    await view.page.getByRole("button", { name: "What the model is told" }).click();
    await expect.poll(() => view.page.locator(".prompts").innerText()).toContain("<tool_call>");
  });

  it("launches nothing while something forbids it", async () => {
    for (const state of ["forbidden", "restricted"]) {
      await view.open(`state=${state}`);
      await launchButton().click({ force: true });
      await expect.poll(() => launchButton().isDisabled()).toBe(true);
      await expect.poll(() => view.called("launch")).toEqual([]);
    }
    await expect.poll(() => view.page.locator(".bar.head").innerText()).toContain("Restricted Mode");
  });

  it("shows of a miniature what it has in place of model, data and GPUs, and says that it is simulated", async () => {
    await view.open("state=miniature");
    await expect.poll(() => view.page.locator(".bar.head").innerText()).toContain("Simulated");
    const labels = await view.page.locator(".fieldname").allInnerTexts();
    expect(labels).toEqual(["Method", "Host", "Started by", "Engine", "Model", "Training data", "Pace", "Node"]);
    await expect.poll(() => view.page.getByRole("textbox", { name: "GPUs a node" }).count()).toBe(0);
    await view.page.getByRole("combobox", { name: "Pace" }).selectOption("fast");
    await row("probability of a first zoom").locator("input").fill("0.02");
    await row("probability of a first zoom").locator("input").press("Enter");
    await expect
      .poll(() => view.called("edit"))
      .toEqual([
        { key: "simulate.pace", value: "fast" },
        { key: "simulate.firstCall", value: 0.02 },
      ]);
  });

  it("launches by its button", async () => {
    await view.open();
    await launchButton().click();
    await expect.poll(() => view.called("launch")).toHaveLength(1);
  });

  it("offers a terminal where ssh needs a person", async () => {
    await view.open("state=unreachable");
    await view.page.getByRole("button", { name: "Open Terminal: ssh h800-a" }).click();
    await expect.poll(() => view.called("openTerminal")).toHaveLength(1);
  });

  it("says what is wrong with a file that is no configuration, and leads to its text", async () => {
    await view.open("state=issues");
    await expect.poll(() => view.page.locator(".unreadable li").allInnerTexts()).toHaveLength(2);
    await view.page.getByRole("button", { name: "Open as text" }).click();
    await expect.poll(() => view.called("openText")).toEqual([{ key: null }]);
  });

  it("follows the text when it changes, and keeps what is being typed elsewhere", async () => {
    await view.open();
    await view.page.getByRole("textbox", { name: "Steps", exact: true }).fill("25");
    const form = madeUpForm("asked");
    const changed = {
      ...form,
      settings: form.settings.map(one => (one.key.endsWith("Batch") ? { ...one, value: "32" } : one)),
    };
    await view.page.evaluate(news => window.launch.view.show({ form: news }), changed);
    await expect.poll(() => row("Rollout batch").locator("input").inputValue()).toBe("32");
    await expect.poll(() => view.page.getByRole("textbox", { name: "Steps", exact: true }).inputValue()).toBe("25");
  });
});
