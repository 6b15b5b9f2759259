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
      .toMatch(/42\.50\s+28\.5–57\.8 · SE 3\.0\s+17\/40/);
    expect(await cell("gemini-2.5-flash/depth_comparison").innerText()).toContain("p 0.090, Holm 0.716");
    expect(await cell("gemini-2.5-flash/depth_comparison").getAttribute("aria-label")).toContain(
      "points against the base",
    );
    const paper = view.page.locator(".paperrows tr", { hasText: "Qwen2.5-VL-7B-Instruct" });
    expect(await paper.innerText()).toContain("49.51");
    const random = await view.page.locator(".paperrows tr", { hasText: "Random" }).innerText();
    expect(random).toMatch(/25\.00\s+50\.00\s+50\.00\s+50\.00\s+50\.00/);
    await view.page.getByRole("checkbox", { name: "The paper’s rows" }).uncheck();
    expect(await view.page.locator(".paperrows").count()).toBe(0);
  });

  it.each(["inputs", "methods", "zooms", "transfer", "sets"])(
    "of %s have the paper's rows too, each cell",
    async kind => {
      await view.open(`kind=${kind}&base`);
      const numbers = await view.page.locator(".paperrows td").allInnerTexts();
      const expected =
        { inputs: "58.67", methods: "57.28", zooms: "0.835", transfer: "69.85", sets: "22.78" }[kind] ?? "";
      expect(numbers.some(text => text.startsWith(expected))).toBe(true);
      await view.page.getByRole("button", { name: "Copy as Markdown" }).click();
      await expect.poll(async () => JSON.stringify(await view.calls("copyText"))).toContain(expected);
    },
  );

  it("are asked for again with another split, other clusters, other rows and other training", async () => {
    await view.open("kind=transfer");
    await view.page.locator('[data-choice="split"]').selectOption("test");
    await view.page.locator('[data-choice="by"]').selectOption("page");
    await view.page.locator('[data-choice="rows"]').click();
    await view.page.getByRole("checkbox", { name: "rarl-step-200 was trained on Depth Comparison" }).check();
    await view.page.getByRole("checkbox", { name: "Show gemini-2.5-flash" }).uncheck();
    await expect
      .poll(async () => (await view.calls("table")).at(-1))
      .toEqual({
        query: {
          ...{ kind: "transfer", base: null, hidden: ["/made/gemini-2.5-flash"], split: "test", by: "page" },
          trained: { "/made/rarl-step-200": ["depth_comparison"] },
        },
      });
    expect(await cell("rarl-step-200/depth_comparison").innerText()).toContain("trained on");
    expect(await cell("gemini-2.5-flash/all").count()).toBe(0);
  });

  it("are walked by keys: from a cell into its list, to an answer, a decision, and back", async () => {
    await view.open();
    await cell("qwen2.5-vl-7b/depth_comparison").focus();
    await view.page.keyboard.press("Enter");
    const list = view.page.getByRole("listbox", { name: "Answers" });
    await expect.poll(() => list.evaluate(one => one === document.activeElement)).toBe(true);
    await view.page.keyboard.press("ArrowDown");
    await card().waitFor();
    await view.page.keyboard.press("y");
    await expect.poll(async () => (await view.calls("decide")).length).toBe(1);
    expect(await list.evaluate(one => one === document.activeElement)).toBe(true);
    await view.page.keyboard.press("Escape");
    await expect.poll(() => rows().count()).toBe(0);
    const back = cell("qwen2.5-vl-7b/depth_comparison");
    await expect.poll(() => back.evaluate(one => one === document.activeElement)).toBe(true);
  });

  it("say how far persons and judges agree", async () => {
    await view.open("list");
    const lines = view.page.getByRole("list", { name: "Agreement" }).getByRole("listitem");
    await expect
      .poll(() => lines.allInnerTexts())
      .toEqual([
        "Persons and rule or judge: agreed on 92 % of 12 · kappa 0.81",
        "judge-model and persons: agreed on 90 % of 12 · kappa 0.79",
        "judge-model and other-judge: agreed on 95 % of 40 · kappa 0.88",
      ]);
  });

  it("have the numbers of Figure 2 behind its bars", async () => {
    await view.open();
    await view.page.getByRole("button", { name: "Figure 2" }).click();
    await view.page.getByText("The chart’s numbers").click();
    const row = view.page.locator(".notes tr", { hasText: "qwen2.5-vl-7b" }).first();
    expect(await row.innerText()).toMatch(/42\.50\s+28\.5/);
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

  it("draw a list by which the judge is checked, and say how far both agree on it", async () => {
    await view.open("state=blind");
    const draw = view.page.getByRole("button", { name: "Draw 100 to check the judge" });
    await draw.click();
    const list = view.page.locator(".checklist");
    await expect
      .poll(() => list.innerText())
      .toBe("To check the judge: 12 of 100 decided · agreed on 92 % of 12 · kappa 0.83 (95 %: 0.52 to 1.00)");
    expect(await draw.count()).toBe(0);
    expect(await view.calls("drawCheck")).toEqual([{ folder: "/made/qwen2.5-vl-7b" }]);
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
    const failures = view.page.locator("[data-failure]");
    await expect.poll(() => failures.count()).toBe(18);
    await view.page.locator('[data-more="depth_comparison"]').click();
    await expect.poll(() => failures.count()).toBe(30);
    await view.page.getByRole("button", { name: "Export as HTML…" }).click();
    const query = { folder: "/made/qwen2.5-vl-7b", outcome: "wrong", most: 6, mostOf: { depth_comparison: 18 } };
    await expect.poll(() => view.calls("exportGallery")).toEqual([{ query }]);
    await view.page.locator('[data-failures="unparsed"]').click();
    await expect.poll(() => failures.count()).toBe(6);
    const prediction = (await failures.first().getAttribute("data-failure")) ?? "";
    await failures.first().click();
    await expect.poll(async () => (await view.calls("answer")).at(-1)).toMatchObject({ prediction });
    await expect
      .poll(async () => (await view.calls("answers")).at(-1))
      .toMatchObject({ query: { outcome: "unparsed" } });
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
