import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { madeUpMiniature } from "../../webview/madeUpMiniature.js";
import { MiniatureBrowser } from "../../webview/miniatureBrowser.js";
import { reloadWithState } from "../../webview/reloadWithState.js";

let view: MiniatureBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await MiniatureBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

const charts = () => view.page.locator(".chart h3").allInnerTexts();
const align = () => view.page.getByRole("combobox", { name: "Aligned" });
const pair = () => view.page.locator(".pairs tbody").first();

describe("the view of a comparison of miniatures", () => {
  it("says that all of it is simulated, and what it supports, disagreements first", async () => {
    await view.open();
    await expect.poll(() => view.page.locator(".simulated").innerText()).toContain("Nothing here is a measurement");
    const heads = () => view.page.locator(".statementgroup h4").allInnerTexts();
    await expect
      .poll(async () => (await heads()).map(head => head.trim()))
      .toEqual(["Alignments disagree", "Supported", "Not supported", "Caution"]);
    const folded = view.page.locator(".statementgroup", { hasText: "Not supported" });
    await expect.poll(() => folded.locator("li").count()).toBe(2);
    await folded.getByRole("button", { name: "3 more" }).click();
    await expect.poll(() => folded.locator("li").count()).toBe(5);
  });

  it("shows the wanted view beside every choice of figures", async () => {
    await view.open();
    await expect
      .poll(async () => (await charts()).slice(0, 2))
      .toEqual(["Wanted view found, no call as 0", "IoU of the 1st zoom, calls made only"]);
    await view.page.getByRole("button", { name: "Figures" }).click();
    await expect.poll(() => view.page.getByRole("checkbox", { name: "Wanted view" }).count()).toBe(0);
    for (const name of ["IoU of the 1st", "Accuracy", "Zoom calls", "Format rate"])
      await view.page.getByRole("checkbox", { name }).uncheck();
    await expect.poll(() => charts()).toEqual(["Wanted view found, no call as 0"]);
  });

  it("shows both verdicts, and by which alignment the curves stand", async () => {
    await view.open();
    await expect.poll(() => pair().innerText()).toContain("alignments disagree over");
    await expect.poll(() => pair().getByRole("img", { name: "the first is higher" }).count()).toBeGreaterThan(0);
    await expect.poll(() => pair().getByRole("img", { name: "the second is higher" }).count()).toBeGreaterThan(0);
    await align().selectOption("last-phase");
    await expect.poll(() => view.page.locator(".place").innerText()).toContain("steps since the last phase began");
    await expect.poll(() => pair().locator("tr:not(.other) .from").innerText()).toBe("last phase");
    await expect.poll(() => view.page.getByRole("slider").first().getAttribute("aria-valuemin")).toBe("-15");
  });

  it("is walked by keys, which say every arm's value and pin a step", async () => {
    await view.open();
    const slider = view.page.getByRole("slider").first();
    await slider.focus();
    await slider.press("Home");
    await slider.press("PageUp");
    await expect.poll(() => slider.getAttribute("aria-valuenow")).toBe("11");
    await expect
      .poll(() => slider.getAttribute("aria-valuetext"))
      .toMatch(/^11: Two-phase [\d.]+, Single-phase [\d.]+, /);
    await slider.press("p");
    await view.page.locator(".place button").waitFor();
    await expect.poll(() => view.page.locator(".place").innerText()).toContain("values at step 11");
  });

  it("has a table behind each chart, with the intervals", async () => {
    await view.open();
    await view.page.getByRole("button", { name: "Show as table" }).first().click();
    const table = view.page.getByRole("table", { name: "Wanted view found" });
    await expect.poll(() => table.getByRole("columnheader").allInnerTexts()).toHaveLength(6);
    await expect.poll(() => table.getByRole("cell").first().innerText()).toMatch(/^0\.\d{3} ±0\.\d{3}$/);
    await view.page.locator(".copyline").getByRole("button", { name: "Copy as CSV" }).click();
    await expect.poll(() => view.called("copyText")).toHaveLength(1);
    const [copied] = await view.called("copyText");
    expect(JSON.stringify(copied)).toContain("Two-phase, mean");
    const first = () => table.getByRole("columnheader").first().innerText();
    expect(await first()).toBe("Step");
    await align().selectOption("last-phase");
    await expect.poll(first).not.toBe("Step");
  });

  it("lists pairs by figure and by strategy, and copies all of them", async () => {
    await view.open();
    await view.page.getByRole("combobox", { name: "of", exact: true }).selectOption("calls");
    await view.page.getByRole("combobox", { name: "Strategies" }).selectOption("vanilla");
    await expect.poll(() => view.page.locator(".pairs tbody").count()).toBe(4);
    await view.page.getByRole("region", { name: "Paired" }).getByRole("button", { name: "Copy as CSV" }).click();
    await expect.poll(() => view.called("copyText")).toHaveLength(1);
    const [copied] = await view.called("copyText");
    // Ten pairs, twelve figures, two alignments, four windows, and the heads.
    expect(JSON.stringify(copied).split("\\r\\n").length - 1).toBe(10 * 12 * 2 * 4 + 1);
  });

  it("names the assumptions that were varied beside their defaults", async () => {
    await view.open("state=varied");
    const rows = view.page.getByRole("region", { name: "Assumptions" }).locator("tbody tr");
    await expect.poll(() => rows.first().innerText()).toMatch(/firstCall\s+0\.02\s+0\.3/);
  });

  it("says that one seed has no intervals, and that one strategy is compared with nothing", async () => {
    await view.open("state=seed");
    await expect.poll(() => view.page.locator(".charts > .note").innerText()).toContain("there are no intervals");
    await expect.poll(() => view.page.locator(".pairs").innerText()).not.toContain("±");
    await view.open("state=alone");
    await expect
      .poll(() => view.page.locator(".findings").innerText())
      .toContain("With one strategy there is nothing to compare");
  });

  it("says why a file is no comparison, leads to its text, and follows it when it becomes one", async () => {
    await view.open("state=unreadable");
    await expect
      .poll(() => view.page.locator(".unreadable").innerText())
      .toContain("This file is no comparison of miniatures");
    await view.page.getByRole("button", { name: "Open as text" }).click();
    await expect.poll(() => view.called("openText")).toHaveLength(1);
    await view.page.evaluate(shown => window.miniature.view.show({ shown }), madeUpMiniature(""));
    await view.page.locator(".statements").waitFor();
  });

  it("comes back after a reload as it was, and takes no state that is not its own", async () => {
    await view.open();
    await align().selectOption("last-phase");
    const saved = () => view.page.evaluate(() => sessionStorage.getItem("state of the comparison"));
    await expect.poll(saved).toContain("last-phase");
    await view.page.reload();
    await align().waitFor();
    await expect.poll(() => align().inputValue()).toBe("last-phase");
    await reloadWithState(view.page, "state of the comparison", `{"align":"sideways"}`);
    await align().waitFor();
    await expect.poll(() => align().inputValue()).toBe("step");
  });

  it("fits a narrow editor: nothing is wider than it but tables, which scroll", async () => {
    await view.open("", { width: 360, height: 900 });
    await view.frame();
    expect(await view.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect((await view.page.locator(".plot").first().boundingBox())?.width).toBeGreaterThan(200);
  });
});
