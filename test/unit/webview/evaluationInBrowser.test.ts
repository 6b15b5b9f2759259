import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { EvaluationBrowser } from "../../webview/evaluationBrowser.js";

let view: EvaluationBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await EvaluationBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

const cell = (name: string) => view.page.locator(`[data-cell="${name}"]`);
const rows = () => view.page.locator(".answerrow");
const card = () => view.page.locator(".answercard[data-answer]");

describe("the tables of evaluations", () => {
  it("say in each cell its share, its interval and its count, and the paper's numbers below", async () => {
    await view.open("base");
    await expect
      .poll(() => cell("qwen2.5-vl-7b/depth_comparison").innerText())
      .toMatch(/42\.50\s+28\.5–57\.8\s+17\/40/);
    expect(await cell("gemini-2.5-flash/depth_comparison").getAttribute("aria-label")).toContain(
      "points against the base",
    );
    const paper = view.page.locator(".paperrows tr", { hasText: "Qwen2.5-VL-7B-Instruct" });
    expect(await paper.innerText()).toContain("49.51");
    await view.page.getByRole("checkbox", { name: "The paper’s rows" }).uncheck();
    expect(await view.page.locator(".paperrows").count()).toBe(0);
  });

  it("open the answers of a cell, which filters narrow", async () => {
    await view.open();
    await cell("rarl-step-200/panel_reordering").click();
    await expect.poll(() => rows().count()).toBe(40);
    await view.page.locator('[data-outcome="correct"]').click();
    await expect.poll(() => rows().count()).toBe(24);
    expect(await cell("rarl-step-200/panel_reordering").getAttribute("aria-expanded")).toBe("true");
  });

  it("take decisions by keys, with the reason that was typed, and take them back", async () => {
    await view.open("list");
    await view.page.keyboard.press("j");
    await card().waitFor();
    const prediction = await card().getAttribute("data-answer");
    await view.page.getByRole("textbox", { name: "Reason" }).fill("yes, both no");
    // Letters that are typed are no decisions.
    expect(await view.calls("decide")).toEqual([]);
    await view.page.getByRole("button", { name: "Correct", exact: true }).click();
    await expect.poll(() => view.page.locator(".facts").innerText()).toContain("Person (Ada)");
    await rows().nth(1).click();
    await rows().first().click();
    await expect.poll(() => card().getAttribute("data-answer")).toBe(prediction);
    await view.page.keyboard.press("u");
    await expect.poll(() => view.page.locator(".facts").innerText()).not.toContain("Person");
    const folder = "/made/qwen2.5-vl-7b";
    expect(await view.calls("decide")).toEqual([
      { folder, prediction, outcome: "correct", why: "yes, both no" },
      { folder, prediction, outcome: null, why: "" },
    ]);
  });

  it("open the selected answer on its page by a key", async () => {
    await view.open("list");
    await view.page.keyboard.press("j");
    await card().waitFor();
    const prediction = await card().getAttribute("data-answer");
    await view.page.keyboard.press("Enter");
    await expect.poll(() => view.calls("openOnPage")).toEqual([{ folder: "/made/qwen2.5-vl-7b", prediction }]);
  });

  it("say blindly what is held of an answer only once the person has decided", async () => {
    await view.open("state=blind");
    await view.page.keyboard.press("j");
    await card().waitFor();
    const facts = view.page.locator(".facts");
    expect(await facts.innerText()).not.toContain("judge-model");
    expect(await rows().first().innerText()).toContain("not decided");
    await view.page.keyboard.press("n");
    await expect.poll(() => facts.innerText()).toContain("judge-model");
  });

  it("take no verdict in Restricted Mode", async () => {
    await view.open("state=restricted&list");
    await view.page.keyboard.press("j");
    await card().waitFor();
    await view.page.keyboard.press("y");
    expect(await view.page.getByRole("button", { name: "Correct", exact: true }).count()).toBe(0);
    expect(await view.calls("decide")).toEqual([]);
    await view.page.evaluate(() => window.evaluation.view.changed({ canWrite: true }));
    await expect.poll(() => view.page.getByRole("button", { name: "Correct", exact: true }).count()).toBe(1);
  });

  it("lead from the gallery of failures to the answer", async () => {
    await view.open();
    await view.page.getByRole("button", { name: "Failures" }).click();
    await view.page.locator("[data-failure]").first().click();
    await expect.poll(() => rows().count()).toBeGreaterThan(0);
  });

  it("show again what was on show before the window was loaded again", async () => {
    await view.open("list&base");
    await view.page.keyboard.press("j");
    await card().waitFor();
    const prediction = await card().getAttribute("data-answer");
    await expect.poll(() => view.page.evaluate(() => sessionStorage.getItem("evaluation"))).toContain(prediction);
    await view.page.reload();
    await expect.poll(() => card().getAttribute("data-answer")).toBe(prediction);
  });
});
