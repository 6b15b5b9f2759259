import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { BenchmarkBrowser } from "../../webview/benchmarkBrowser.js";
import { madeUpBenchmark } from "../../webview/madeUpBenchmark.js";

let view: BenchmarkBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await BenchmarkBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

const expectActions = (expected: readonly unknown[]) => expect.poll(() => view.actions()).toEqual(expected);

describe("the form of a mapping", () => {
  const role = (name: string) => view.page.getByRole("combobox", { name: `Role: ${name}` });

  it("says a role by choosing it, and takes a name out by choosing none", async () => {
    await view.open("view=mapping");
    await role("Person").selectOption("character");
    await role("Panel").selectOption({ label: "not mapped: left out" });
    await expectActions([
      { kind: "setRole", name: "Person", role: "character" },
      { kind: "setRole", name: "Panel", role: null },
    ]);
  });

  it("shows why a meaning is suggested where it differs, and takes one or all of them", async () => {
    await view.open("view=mapping");
    const row = view.page.getByRole("row", { name: /Pose/ });
    await expect.poll(() => row.innerText()).toContain("the name holds “pose”");
    await row.getByRole("button", { name: "use" }).click();
    await view.page.getByRole("button", { name: "Apply all suggestions" }).click();
    await expectActions([{ kind: "setMeaning", name: "Pose", meaning: "action" }, { kind: "applySuggestion" }]);
  });

  it("says by an example what a direction of depth would mean", async () => {
    await view.open("view=mapping");
    await expect.poll(() => view.page.locator(".pair").innerText()).toContain("A is closer to the viewer");
    await view.page.getByRole("radio", { name: "nearer to the viewer" }).click();
    await expectActions([{ kind: "setDepth", larger: "nearer" }]);
  });

  it("frames an example of a category in its picture", async () => {
    await view.open("view=mapping");
    const crop = view.page.getByRole("img", { name: "An annotation of the category Panel" });
    // The box with a third of its size around it, within the picture.
    expect(await crop.getAttribute("viewBox")).toBe("0 0 809 924");
    expect(await crop.locator("rect").count()).toBe(2);
  });

  it("imports nothing in Restricted Mode, nor by a text that is no mapping", async () => {
    for (const state of ["restricted", "broken"]) {
      await view.open(`view=mapping&state=${state}`);
      await expect.poll(() => view.page.getByRole("button", { name: "Import" }).isDisabled()).toBe(true);
      if (state === "restricted") expect(await role("Panel").isDisabled()).toBe(true);
    }
    await expect.poll(() => view.page.locator(".sentence").innerText()).toContain("no role is called “pannel”");
  });

  it("asks for the annotations where nobody said which they are", async () => {
    await view.open("view=mapping&state=unread");
    await view.page.getByRole("button", { name: "Choose the annotated comics…" }).click();
    await expectActions([{ kind: "chooseSources" }]);
  });
});

describe("the order of a page's panels", () => {
  const ids = (order: readonly number[]) => order.map(number => `train/${String(number)}`);
  const number = (panel: number) => view.page.locator(`.number[data-panel="train/${String(panel)}"]`);
  const options = () =>
    view.page.locator(".panellist li").evaluateAll(all => all.map(one => one.dataset["panel"] ?? ""));

  async function openPage(state = ""): Promise<void> {
    await view.open(`view=order&state=${state}`);
    await view.page.waitForSelector(state === "noimage" ? ".paper" : ".stage:not(:has(.paper))");
    await view.frame();
  }

  it("is changed by dragging a number into another panel, and the list follows at once", async () => {
    await openPage();
    const [from, onto] = [await number(5).boundingBox(), await number(2).boundingBox()];
    if (from === null || onto === null) throw new Error("a number is not in sight");
    await view.page.mouse.move(from.x + 8, from.y + 8);
    await view.page.mouse.down();
    await view.page.mouse.move(onto.x + 60, onto.y + 80, { steps: 4 });
    await view.page.mouse.up();
    await expectActions([{ kind: "setOrder", page: "pg-1", panels: ids([1, 5, 2, 3, 4, 6]) }]);
    expect(await options()).toEqual(ids([1, 5, 2, 3, 4, 6]));
    await expect.poll(() => view.page.locator(".helpline").innerText()).toBe("Panel 5 moved to place 2");
  });

  it("stays as it was when a number is dropped beside every panel", async () => {
    await openPage();
    const [from, stage] = [await number(5).boundingBox(), await view.page.locator(".stage").boundingBox()];
    if (from === null || stage === null) throw new Error("the stage is not in sight");
    await view.page.mouse.move(from.x + 8, from.y + 8);
    await view.page.mouse.down();
    await view.page.mouse.move(stage.x + 4, stage.y + 4, { steps: 3 });
    await view.page.mouse.up();
    await view.frame();
    expect(await view.actions()).toEqual([]);
    const back = await number(5).boundingBox();
    expect([back?.x, back?.y]).toEqual([from.x, from.y]);
  });

  it("is changed by Alt and arrows in the list, which go on from where the panel is then", async () => {
    await openPage();
    await view.page.locator(".panellist").focus();
    await view.page.keyboard.press("ArrowDown");
    await view.page.keyboard.press("Alt+ArrowDown");
    await view.page.keyboard.press("Alt+ArrowDown");
    await expectActions([
      { kind: "setOrder", page: "pg-1", panels: ids([1, 3, 2, 4, 5, 6]) },
      { kind: "setOrder", page: "pg-1", panels: ids([1, 3, 4, 2, 5, 6]) },
    ]);
    expect(await view.page.evaluate(() => document.activeElement?.className)).toBe("panellist");
  });

  it("says how sure a computed place is, and draws an unsure one with another line", async () => {
    await openPage();
    const unsure = view.page.locator(".panellist li").nth(3);
    await expect.poll(() => unsure.innerText()).toContain("computed, 42 % sure");
    expect(await number(4).getAttribute("class")).toContain("unsure");
    expect(await number(3).getAttribute("class")).not.toContain("unsure");
  });

  it("can be taken back to what was computed", async () => {
    await openPage("corrected");
    await view.page.getByRole("button", { name: "Back to the computed order" }).click();
    await expectActions([{ kind: "setOrder", page: "pg-1", panels: null }]);
  });

  it("changes nothing in Restricted Mode", async () => {
    await openPage("restricted");
    await view.page.locator(".panellist").focus();
    await view.page.keyboard.press("Alt+ArrowDown");
    await view.frame();
    expect(await view.actions()).toEqual([]);
    expect(await view.page.getByRole("textbox", { name: "Text of balloon 1" }).getAttribute("readonly")).not.toBeNull();
  });

  it("keeps the text of a balloon once it is typed, and shows where the balloon is", async () => {
    await openPage();
    const text = view.page.getByRole("textbox", { name: "Text of balloon 4" });
    await text.fill("Wait!");
    await expect.poll(() => view.page.locator(".numbers .bx.req:not(.case)").count()).toBe(1);
    await text.press("Enter");
    await expectActions([{ kind: "setText", page: "pg-1", bubble: "train/53", text: "Wait!" }]);
    await view.page.getByRole("button", { name: "Take the own text back" }).click();
    await expect
      .poll(async () => (await view.actions()).at(-1))
      .toEqual({
        ...{ kind: "setText", page: "pg-1", bubble: "train/52", text: null },
      });
  });

  it("is found again by a reloaded window", async () => {
    await openPage();
    const kept = () => view.page.evaluate(() => JSON.parse(sessionStorage.getItem("benchmark") ?? "null") as unknown);
    await expect.poll(kept).toEqual({ kind: "order", folder: "/made/benchmark", page: "pg-1" });
  });

  it("leads to the next page that should be looked at, and works without an image", async () => {
    await openPage("noimage");
    await view.page.getByRole("button", { name: "Next page to look at" }).click();
    await expectActions([{ kind: "showPage", page: "pg-3" }]);
    expect(await view.page.locator(".number").count()).toBe(6);
  });
});

describe("statistics", () => {
  const card = (name: string) => view.page.locator(`.card[data-table="${name}"]`);

  it("draw each share beside the paper's, with both in its name", async () => {
    await view.open("view=statistics");
    const bar = card("tasks").getByRole("img", { name: /^Panel Understanding/ });
    await expect
      .poll(() => bar.getAttribute("aria-label"))
      .toBe("Panel Understanding: 72 here (22.5 %), 7902 in the paper (48.6 %)");
    expect(await bar.locator("rect.ours").getAttribute("width")).toBe("22.5");
    expect(await bar.locator("rect.paper").getAttribute("width")).toBe("48.6");
  });

  it("are tables as well, and are copied as Markdown and CSV", async () => {
    await view.open("view=statistics");
    await card("tasks").getByRole("button", { name: "Show as a table" }).click();
    await expect.poll(() => card("tasks").locator("tbody tr").count()).toBe(8);
    await card("tasks").getByRole("button", { name: "Copy as Markdown" }).click();
    await card("tasks").getByRole("button", { name: "Copy as CSV" }).click();
    await expect.poll(() => view.copied()).toHaveLength(2);
    const [markdown, csv] = await view.copied();
    expect(markdown).toContain("| Depth Comparison | choice | 2 | 55 |");
    expect(csv).toContain("Depth Comparison,choice,2,55,");
  });

  it("say what is wrong with the paper's numbers", async () => {
    await view.open("view=statistics");
    await expect.poll(() => view.page.locator(".notes").innerText()).toContain("Table 2 prints 4 choices");
  });

  it("count accepted questions alone where that is asked, and follow the files", async () => {
    await view.open("view=statistics");
    await view.page.getByRole("checkbox", { name: "Accepted only" }).click();
    await expectActions([{ kind: "countAccepted", isOn: true }]);
    const shown = madeUpBenchmark("statistics", "accepted");
    await view.page.evaluate(news => window.benchmark.view.show({ shown: news }), shown);
    await expect.poll(() => view.page.locator(".bar.head").innerText()).toContain("238 questions");
  });

  it("say that there are none yet", async () => {
    await view.open("view=statistics&state=unbuilt");
    await expect.poll(() => view.page.locator(".root").innerText()).toBe("There are no questions yet.");
  });
});
