import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { DistilBrowser } from "../../webview/distilBrowser.js";

let view: DistilBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await DistilBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

/** For so long after a trace came no key decides, which is what is claimed: there is nothing else to wait for. */
const deadMilliseconds = 260;

const cell = (name: string) => view.page.locator(`[data-cell="${name}"]`);
const rows = () => view.page.locator(".tracerow");
const shown = () => view.page.locator("[data-shown]");
const banner = () => view.page.locator("[data-banner]");
const countOf = async (name: string) => Number(await cell(name).innerText());

/** The trace on show, once keys count. */
async function reached(not: string | null = null): Promise<string> {
  await expect
    .poll(async () => (await shown().count()) === 1 && (await shown().getAttribute("data-shown")) !== not)
    .toBe(true);
  await view.page.waitForTimeout(deadMilliseconds);
  return (await shown().getAttribute("data-shown")) ?? "";
}

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await view.page.keyboard.press(key);
};

describe("the view of distilled traces", () => {
  it("leads from a number of the funnel to its traces, and from a reason to those that have it", async () => {
    await view.open();
    await cell("all/leak").click();
    await expect.poll(() => rows().count()).toBe(await countOf("all/leak"));
    await expect.poll(() => banner().getAttribute("data-banner")).toBe("leak");
    expect(await banner().innerText()).toContain("Dropped by leak");
    expect(await view.page.locator('tr[data-filter="leak"]').innerText()).toContain("reference");
    expect(await view.page.locator('tr[data-filter="cap"]').innerText()).toContain("not asked");
    await cell("depth_comparison/all").click();
    await expect.poll(() => rows().count()).toBe(40);
    await view.page.locator('[data-reason="short"]').click();
    await expect.poll(() => rows().count()).toBe(await countOf("depth_comparison/length"));
    expect(await cell("depth_comparison/all").getAttribute("aria-pressed")).toBe("true");
  });

  it("takes decisions by keys, with a reason by its number or in words, and goes on", async () => {
    await view.open();
    const first = await reached();
    await press("y");
    const second = await reached(first);
    await press("n", "2");
    const third = await reached(second);
    await press("n", "7");
    await view.page.keyboard.type("yes, and no");
    await press("Enter");
    await expect
      .poll(() => view.said())
      .toEqual([
        [first, "accept", null],
        [second, "reject", "wrong-place"],
        [third, "reject", "yes, and no"],
      ]);
    await expect.poll(() => countOf("all/person")).toBeGreaterThan(0);
    // Taking back goes back along what was decided, wherever it is in the list.
    await reached(third);
    await press("u");
    await expect.poll(() => shown().getAttribute("data-shown")).toBe(third);
    await expect.poll(async () => (await view.said()).at(-1)).toEqual([third, "undo", null]);
  });

  it("says that a decision was not saved, and shows it as undecided", async () => {
    await view.open();
    await reached();
    await view.page.evaluate(() => {
      window.distil.failNext = true;
    });
    await press("y");
    await expect.poll(() => view.page.locator("[data-word]").innerText()).toContain("the disk is full");
    expect(await view.said()).toEqual([]);
    await expect.poll(() => view.page.locator(".tracerow .st .ico").count()).toBe(0);
  });

  it("judges again when a setting changes, and lists what that changes with both reasons", async () => {
    await view.open();
    await reached();
    await view.page.getByRole("button", { name: "Filters" }).click();
    const least = view.page.locator('[data-option="leastWords"] input');
    await least.fill("many");
    await press("Tab");
    await expect.poll(() => least.getAttribute("aria-invalid")).toBe("true");
    await least.fill("5");
    await press("Tab");
    await view.page.locator("[data-tab=changes] .count").waitFor();
    await view.page.locator("[data-tab=changes]").click();
    await expect.poll(() => rows().first().innerText()).toContain("short → kept");
    const changed = Number(await view.page.locator("[data-tab=changes] .count").innerText());
    expect(await rows().count()).toBe(changed);
    expect(await view.page.getByText("Words at least: 40 → 5").count()).toBe(1);
    await view.page.getByRole("button", { name: "Compare from Here" }).click();
    await expect.poll(() => rows().count()).toBe(0);
  });

  it("says blindly nothing of the filters before a decision, and how far they err after", async () => {
    await view.open("tab=blind");
    const first = await reached();
    const text = view.page.locator(".tracetext");
    expect(await text.innerText()).not.toMatch(/Right answer|Dropped by|Measured/);
    expect([...new Set(await view.page.locator(".ends").allInnerTexts())]).toEqual(["to be read"]);
    await press("n", "n");
    await reached(first);
    await expect.poll(() => view.page.locator("[data-progress]").innerText()).toContain("1 of");
    expect(await view.page.locator(".estimates tbody tr").count()).toBe(1);
    expect(await view.page.evaluate(() => window.distil.log.map(({ blind }) => blind))).toEqual([true]);
    await press("k");
    await expect.poll(() => shown().getAttribute("data-shown")).toBe(first);
    await expect.poll(() => text.innerText()).toContain("Right answer");
  });

  it("asks for the row only while it is looked at, and as the chosen run asks", async () => {
    await view.open();
    await reached();
    expect(await view.calls("row")).toEqual([]);
    await view.page.locator('[data-part="row"] summary').click();
    await expect.poll(() => view.page.locator(".rowtext").innerText()).toContain('"messages"');
    await view.page.locator('[data-part="row"] select').selectOption("/made/rarl.loupe-run.json");
    await expect
      .poll(async () => (await view.calls("row")).at(-1))
      .toMatchObject({ next: "/made/rarl.loupe-run.json" });
    await view.page.getByRole("button", { name: "Export…" }).click();
    await expect.poll(() => view.calls("exportRows")).toMatchObject([{ next: "/made/rarl.loupe-run.json" }]);
  });

  it("draws each zoom on the page, and lights up the one whose turn is chosen", async () => {
    await view.open();
    await reached();
    await view.page.locator(".call").first().click();
    expect(await view.page.locator(".call").first().getAttribute("aria-pressed")).toBe("true");
    await expect.poll(() => view.page.locator(".overlay .bx.exec.sel").count()).toBeGreaterThan(0);
    await press("c");
    await expect.poll(() => view.page.locator(".overlay .bx.exec").count()).toBe(0);
    await press("Enter");
    expect(await view.calls("openOnPage")).toEqual([]);
    await view.page.locator(".tracelist").focus();
    await press("Enter");
    await expect.poll(() => view.calls("openOnPage")).toHaveLength(1);
  });

  it("takes no decision in Restricted Mode, until the folder is trusted", async () => {
    await view.open("state=restricted");
    await reached();
    await press("y");
    expect(await view.said()).toEqual([]);
    expect(await view.page.getByRole("button", { name: "Export…" }).isDisabled()).toBe(true);
    await view.page.evaluate(() => window.distil.view.changed({ canWrite: true }));
    await expect.poll(() => view.page.locator('[data-decide="accept"]').count()).toBe(1);
  });

  it("shows again what was on show before the window was loaded again", async () => {
    await view.open();
    await reached();
    await cell("all/leak").click();
    await expect.poll(() => banner().getAttribute("data-banner")).toBe("leak");
    await press("j");
    const selected = await rows().nth(1).getAttribute("data-trace");
    await expect.poll(() => view.page.evaluate(() => sessionStorage.getItem("distil"))).toContain(selected);
    await view.page.reload();
    await expect.poll(() => shown().getAttribute("data-shown")).toBe(selected);
    expect(await cell("all/leak").getAttribute("aria-pressed")).toBe("true");
  });

  it("says what became of a benchmark that is gone, with the way to it", async () => {
    await view.open("state=gone");
    await view.page.getByRole("button", { name: "Choose Its Folder…" }).click();
    await expect.poll(() => view.calls("chooseDataset")).toHaveLength(1);
  });
});
