import axe from "axe-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { LinesBrowser } from "../../webview/linesBrowser.js";
import { reloadWithState } from "../../webview/reloadWithState.js";

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

let view: LinesBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await LinesBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

const grid = () => view.page.locator(".rowgrid");
const row = (number: number) => view.page.locator(`[data-row="${String(number)}"]`);
const selected = () => view.page.locator('[aria-selected="true"]').getAttribute("data-row");
const found = () => view.page.locator("[data-found]").innerText();
const find = () => view.page.locator(".finder input");
const detail = () => view.page.locator("[data-detail]");
/** The first row whose whole height is below the head. */
const topRow = () =>
  view.page.evaluate(() => {
    const head = document.querySelector(".gridhead")?.getBoundingClientRect().bottom ?? 0;
    const rows = [...document.querySelectorAll<HTMLElement>(".gridrow")];
    const below = rows.filter(element => element.getBoundingClientRect().top >= head - 1);
    return Math.min(...below.map(element => Number(element.dataset["row"])));
  });

describe("the rows of a file", () => {
  it("are drawn as far as they are in sight, with a column for each member", async () => {
    await view.open();
    await expect.poll(() => row(0).innerText()).toContain("dep-000000");
    expect(await view.page.locator(".gridrow").count()).toBeLessThan(80);
    expect(await grid().getAttribute("aria-rowcount")).toBe("3001");
    expect(await view.page.locator('[role="columnheader"]').allInnerTexts()).toEqual([
      ...["Row", "step", "question_id", "score", "input", "output", "boxes"],
    ]);
    await view.page.getByRole("button", { name: "Columns" }).click();
    await expect.poll(() => row(0).innerText()).toContain('{"step":40,');
  });

  it("are walked through by keys, and the one that is selected is read out and on show", async () => {
    await view.open();
    await row(0).waitFor();
    await grid().focus();
    for (const key of ["ArrowDown", "ArrowDown"]) await view.page.keyboard.press(key);
    await expect.poll(selected).toBe("1");
    expect(await grid().getAttribute("aria-activedescendant")).toBe("row-1");
    await view.page.keyboard.press("End");
    await expect.poll(selected).toBe("2999");
    await expect.poll(() => detail().getAttribute("data-detail")).toBe("2999");
    await view.page.keyboard.press("PageUp");
    await expect.poll(async () => Number(await selected())).toBeLessThan(2985);
    await view.page.keyboard.press("Home");
    await expect.poll(topRow).toBe(0);
  });

  it("are gone to by number, written as people write numbers", async () => {
    await view.open();
    await view.page.getByLabel("Go to row").fill("2,345");
    await view.page.keyboard.press("Enter");
    await expect.poll(selected).toBe("2344");
    expect(await row(2344).isVisible()).toBe(true);
  });

  it("of a file of twenty-five million can all be reached, and one moves by single rows among them", async () => {
    await view.open("many=25000000");
    await row(0).waitFor();
    await grid().focus();
    await view.page.keyboard.press("End");
    await expect.poll(selected).toBe("24999999");
    expect(await row(24_999_999).isVisible()).toBe(true);
    await view.page.keyboard.press("ArrowUp");
    await expect.poll(selected).toBe("24999998");
    await view.page.getByLabel("Go to row").fill("12345678");
    await view.page.keyboard.press("Enter");
    await expect.poll(() => row(12_345_677).innerText()).toContain("12345677");
    const before = await topRow();
    await grid().hover();
    await view.page.mouse.wheel(0, 220);
    await expect.poll(topRow).toBe(before + 10);
  });

  it("show what is odd in them: no JSON, control characters, numbers that JSON has not, a torn end", async () => {
    await view.open("file=odd");
    await expect.poll(() => row(0).innerText()).toContain("-Infinity");
    await expect.poll(() => row(1).innerText()).toContain("\u2400");
    await row(3).click();
    await expect.poll(() => view.page.locator(".detail").innerText()).toContain("This row is no JSON");
    await row(8).click();
    await expect.poll(() => view.page.locator(".detail").innerText()).toContain("no line end yet");
    await row(7).click();
    await expect.poll(() => view.page.locator(".detail").innerText()).toContain("no UTF-8");
  });

  it("that are long are folded, and very long ones are shown in parts", async () => {
    await view.open("file=odd");
    await row(5).click();
    await view.page.getByRole("button", { name: "show all 4,800 characters" }).click();
    await expect.poll(async () => (await detail().innerText()).length).toBeGreaterThan(4800);
    await row(6).click();
    const note = view.page.locator(".detail .note");
    await expect.poll(() => note.innerText()).toContain("Bytes 1 to 262,144 of 700,011");
    await view.page.getByRole("button", { name: "Next Part" }).click();
    await expect.poll(() => note.innerText()).toContain("Bytes 262,145 to 524,288");
    await view.page.getByRole("button", { name: "Next Part" }).click();
    await expect.poll(() => view.page.getByRole("button", { name: "Next Part" }).isDisabled()).toBe(true);
  });

  it("grow with the file, and stay where they are when it is written anew", async () => {
    await view.open("rows=500");
    await view.page.getByLabel("Go to row").fill("400");
    await view.page.keyboard.press("Enter");
    await expect.poll(selected).toBe("399");
    await expect.poll(topRow).toBeGreaterThan(300);
    await view.page.evaluate(() => window.lines.write(['{"step": 99}'], false));
    await expect.poll(() => view.page.locator("[data-rows]").getAttribute("data-rows")).toBe("501");
    const before = await topRow();
    await view.page.evaluate(() =>
      window.lines.write(
        Array.from({ length: 600 }, (_, n) => `{"new": ${String(n)}}`),
        true,
      ),
    );
    await expect.poll(() => row(399).innerText()).toContain("399");
    await expect.poll(() => view.page.locator(".note").first().innerText()).toContain("written anew");
    expect(await topRow()).toBe(before);
    expect(await selected()).toBe("399");
  });

  it("hand on what is asked of one of them", async () => {
    await view.open();
    await row(2).click();
    await view.page.getByRole("button", { name: "Copy Row" }).click();
    await view.page.getByRole("button", { name: "Open as Rollout" }).click();
    await expect.poll(() => view.calls("copyRow")).toEqual([{ generation: 0, row: 2 }]);
    await expect.poll(() => view.calls("openRollout")).toEqual([{ offset: 200 }]);
  });

  it("say why a file cannot be read, and that it is empty", async () => {
    await view.open("file=gone");
    await expect.poll(() => view.page.locator(".note").innerText()).toContain("The file is gone");
    await view.open("file=none");
    await expect.poll(() => view.page.locator(".lines").innerText()).toContain("The file is empty");
    await view.open("file=utf16");
    await expect.poll(() => view.page.locator("p.note[role=status]").innerText()).toContain("written in UTF-16");
  });
});

describe("a search through the rows", () => {
  it("counts while it goes on, marks rows, and goes from one to the next and round", async () => {
    await view.open();
    await row(0).waitFor();
    await find().fill("character 12 ");
    await expect.poll(found).toBe("1 row");
    await view.page.keyboard.press("Enter");
    await expect.poll(selected).toBe("12");
    await find().fill("DEP-00000");
    await expect.poll(found).toBe("10 rows");
    await view.page.keyboard.press("Enter");
    await expect.poll(selected).toBe("0");
    await view.page.keyboard.press("Shift+Enter");
    await expect.poll(selected).toBe("9");
    expect(await found()).toBe("10 of 10 rows");
    expect(await view.page.locator(".gridrow.found").count()).toBe(10);
    await view.page.getByRole("button", { name: "Match Case" }).click();
    await expect.poll(found).toBe("not found");
  });

  it("is given up when another one begins, and an answer that comes late counts no more", async () => {
    await view.open("slow");
    await row(0).waitFor();
    await find().fill("table");
    await expect.poll(async () => (await view.calls("search")).length).toBe(1);
    await find().fill("dep-000007");
    await expect.poll(async () => (await view.calls("search")).length).toBe(2);
    await expect
      .poll(async () => {
        await view.page.evaluate(() => window.lines.goOn());
        return found();
      })
      .toBe("1 row");
    const asked = (await view.calls("search")) as readonly { query: { text: string } }[];
    expect(asked.filter(({ query }) => query.text === "table")).toHaveLength(1);
  });

  it("is taken up again with the place when the window is loaded anew", async () => {
    await view.open();
    const state = { top: 1500, selected: 1504, query: "dep-0015", matchCase: false, hasColumns: false };
    await reloadWithState(view.page, "lines", JSON.stringify(state));
    await expect.poll(topRow).toBe(1500);
    expect(await selected()).toBe("1504");
    await expect.poll(found).toBe("5 of 100 rows");
    expect(await find().inputValue()).toBe("dep-0015");
    await expect.poll(() => detail().getAttribute("data-detail")).toBe("1504");
    const kept = () => view.page.evaluate(() => JSON.parse(sessionStorage.getItem("lines") ?? "null") as unknown);
    await grid().focus();
    await view.page.keyboard.press("ArrowDown");
    await expect.poll(kept).toEqual({ ...state, selected: 1505 });
  });

  it("and the place survive a saved state that is none", async () => {
    await view.open();
    await reloadWithState(view.page, "lines", '{"top": -4, "query": 7}');
    await expect.poll(() => row(0).innerText()).toContain("dep-000000");
  });
});

describe("commands of the window", () => {
  it("reach the search, the row's number and the rows", async () => {
    await view.open();
    await row(0).waitFor();
    await view.page.evaluate(() => window.lines.view.act({ action: "find" }));
    await expect.poll(() => find().evaluate(element => element === document.activeElement)).toBe(true);
    await find().fill("dep-00000");
    await expect.poll(found).toBe("10 rows");
    await view.page.evaluate(() => window.lines.view.act({ action: "findNext" }));
    await expect.poll(selected).toBe("0");
    await view.page.evaluate(() => window.lines.view.act({ action: "findPrevious" }));
    await expect.poll(selected).toBe("9");
    await view.page.evaluate(() => window.lines.view.act({ action: "goTo" }));
    await expect
      .poll(() => view.page.getByLabel("Go to row").evaluate(element => element === document.activeElement))
      .toBe(true);
  });
});

describe("axe", () => {
  it.each(["dark", "light", "hc", "hc-light"])("finds nothing in the rows, theme %s", async theme => {
    for (const file of ["usual", "odd"]) {
      await view.open(`theme=${theme}&file=${file}`);
      await row(4).click();
      await detail().waitFor();
      await find().fill("a");
      await expect.poll(found).toMatch(/rows/);
      await view.page.evaluate(axe.source);
      const { violations } = await view.page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
});
