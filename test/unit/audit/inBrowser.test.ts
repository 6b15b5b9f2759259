import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HarnessBrowser } from "../../webview/harnessBrowser.js";

let view: HarnessBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await HarnessBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

const texts = (selector: string) => view.page.locator(selector).allInnerTexts();

describe("the reward pane", () => {
  it("has logged and recomputed in one table, and marks what differs by more than colour", async () => {
    await view.open("audit");
    await view.page.waitForSelector("text=audit: differs");
    const cells = await texts(".facts tbody tr:nth-child(2) td");
    expect(cells).toEqual(["Recomputed", "1", "1", "1", "1.036", "× 2", "6.072", "+1.03"]);
    const differing = view.page.locator(".facts td.differs");
    await expect
      .poll(() => differing.evaluateAll(all => all.map(cell => cell.getAttribute("aria-label"))))
      .toEqual(["1.036, differs", "6.072, differs"]);
    await expect.poll(() => view.page.innerText(".verdict")).toContain("audit: differs");
    await expect.poll(() => texts(".facts thead th")).toContain("Σ IoU / √2");
  });

  it("says in a sentence what differs, why, and in how many rollouts, with the way to them", async () => {
    await view.open("audit");
    await view.page.waitForSelector(".cause");
    await expect
      .poll(() => view.page.innerText(".cause"))
      .toBe(
        "IoU differs by +0.058. The trainer scored call 2 on the box as asked (0.555); clamped to the page it is 0.637. Same cause in 11 of 128 rollouts of this step. Show them",
      );
    await view.page.click("text=Show them");
    await view.expectCalls("showDiffering", [null]);
  });

  it("is audited by the strategy that is chosen, and goes back to the log's own", async () => {
    await view.open("audit");
    await view.page.selectOption(".reward .by", "vanilla");
    await view.expectCalls("audit", [{ strategy: null }, { strategy: "vanilla" }]);
    await view.page.selectOption(".reward .by", "");
    await view.expectCalls("audit", [{ strategy: null }, { strategy: "vanilla" }, { strategy: null }]);
  });

  it("shows what was logged where there is no audit", async () => {
    await view.open("");
    await view.expectCalls("audit", [{ strategy: null }]);
    await expect.poll(() => view.page.innerText(".verdict")).toBe("");
    await expect.poll(() => view.page.locator(".facts td[data-role=total]").innerText()).toBe("6.07");
    await expect.poll(() => view.page.locator(".facts td[data-recomputed]").count()).toBe(0);
  });
});

it("the group strip has every member's advantage as a triangle, a number and words", async () => {
  await view.open("audit", { width: 1400, height: 800 });
  await view.page.waitForSelector(".advantage");
  await expect
    .poll(() => texts(".member .advantage"))
    .toEqual(["+1.13", "+1.05", "−0.44", "+1.03", "−1.41", "+0.01", "−1.15", "−0.23"]);
  const name = await view.page.locator(".member").nth(2).getAttribute("aria-label");
  expect(name).toBe("Rollout 3, wrong, score 2.66, advantage −0.44");
});
