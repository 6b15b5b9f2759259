import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { plainView } from "../../webview/madeUpViews.js";
import { HarnessBrowser } from "../../webview/harnessBrowser.js";
import { reloadWithState } from "../../webview/reloadWithState.js";

let view: HarnessBrowser;

const savedState = () => view.page.evaluate(() => sessionStorage.getItem("state of the view"));
const lastFocus = async () => (await view.called("focusChanged")).at(-1);

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await HarnessBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

describe("what is wrong with a rollout", () => {
  it("is said where it is, and what the model wrote stays text", async () => {
    await view.open("view=troubled");
    const text = await view.page.innerText(".view");
    for (const words of [
      "Cut off: a tag was never closed.",
      "Some bytes of this row are no UTF-8.",
      "the image was not found here. /mnt/other/machine/pages/synthetic-0042.png",
      "<think> is never closed",
      "the call is not JSON",
      "refused: the box is inverted",
      "Error: bbox_2d is invalid.",
      "</script><script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "mean IoU is 0.12 as page pixels, but 0.61 as model pixels",
      "−Infinity",
    ])
      expect(text).toContain(words);
    await expect.poll(() => view.page.locator(".view img, .view script").count()).toBe(0);
  });

  it("comes with what helps: a folder, a dataset, the offered prefix, a better space", async () => {
    await view.open("view=troubled");
    for (const label of ["Read /mnt/other", "Give a folder", "Add a dataset", "Switch to model pixels", "Change"])
      await view.page.click(`text=${label}`);
    await view.expectCalls("addPrefix", [{ from: "/mnt/other/machine/pages", to: "/runs/made-up/pages" }]);
    await view.expectCalls("setSpace", [{ space: "model" }]);
    for (const method of ["addImageRoot", "addDataset", "chooseSpace"]) await view.expectCalls(method, [null]);
  });

  it("shows the text of a row that is no rollout, with its byte and the way to its line", async () => {
    await view.open("view=unreadable");
    await view.page.waitForSelector(".raw");
    await expect
      .poll(() => view.page.innerText(".unreadable"))
      .toContain("Row 31 of 120.jsonl is not JSON. (at byte 1,202,114)");
    await view.page.click("text=Open line");
    await view.expectCalls("openLine", [null]);
  });

  it("stays inside of its pane when a pane cannot be drawn", async () => {
    await view.open("");
    await view.page.evaluate(() => {
      const { plain } = window.harness.views;
      if (plain?.kind !== "rollout") throw new Error("the plain view is a rollout");
      const broken = { ...plain, ref: { ...plain.ref, row: 7 }, reward: null };
      return window.harness.show(JSON.parse(JSON.stringify(broken)) as typeof plain);
    });
    await view.page.waitForSelector("text=This part could not be drawn");
    await expect.poll(() => view.page.locator(".turns .turn").count()).toBe(5);
    await expect.poll(() => view.page.locator(".strip .member").count()).toBe(8);
    await expect.poll(() => view.called("log")).not.toEqual([]);
  });
});

describe("a note", () => {
  const field = () => view.page.locator(".remarknote");
  const note = { ref: plainView.ref, change: { kind: "note", text: "looks at the wrong balloon" } };

  it("that Enter has sent is not sent again when its field is left before the answer comes", async () => {
    await view.open("");
    await field().fill(note.change.text);
    await field().evaluate(input => {
      input.focus();
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
      input.blur();
    });
    // Calls come in their order: a second one of the note would stand between these two.
    await view.page.click("text=golden question");
    await view.expectCalls("remark", [note, { ...note, change: { kind: "golden-question", on: true } }]);
  });

  it("that could not be saved stays in its field, which says so, and is sent again by the next Enter", async () => {
    await view.open("unsaved");
    await field().fill(note.change.text);
    await field().press("Enter");
    await expect.poll(() => view.page.innerText(".remarks [role=status]")).toContain("Not saved");
    expect(await field().inputValue()).toBe(note.change.text);
    await field().press("Enter");
    await view.expectCalls("remark", [note, note]);
  });
});

describe("text", () => {
  it("that is long folds, and one click shows all of it", async () => {
    await view.open("view=troubled");
    const think = view.page.locator(".think").first();
    const short = (await think.innerText()).length;
    await think.locator("text=Show all 2,279 characters").click();
    expect((await think.innerText()).length).toBeGreaterThan(short + 1000);
  });

  it("as the file holds it is one click away, and keys belong to it while it has the focus", async () => {
    await view.open("");
    await view.page.click("text=Raw text");
    await expect.poll(() => view.page.innerText(".raw")).toContain('"score": 6.07');
    await view.page.focus(".raw");
    await expect.poll(lastFocus).toEqual({ hasFocus: true, isInput: true });
    await view.page.focus(".stage");
    await expect.poll(lastFocus).toEqual({ hasFocus: true, isInput: false });
  });
});

describe("keys", () => {
  it("of the page pan and zoom it", async () => {
    await view.open("");
    await view.waitForImage();
    const seen = [await view.transform()];
    for (const action of ["zoomIn", "right", "down", "zoomOut", "left"] as const) {
      await view.act(action);
      await view.frame();
      seen.push(await view.transform());
    }
    expect(new Set(seen).size).toBe(seen.length);
  });

  it("move through the turns while one has the focus, and Enter goes to the turn's box", async () => {
    await view.open("");
    await view.waitForImage();
    await view.page.focus(".turn >> nth=0");
    const before = await view.transform();
    await view.act("down");
    await view.act("down");
    await expect
      .poll(() => view.page.evaluate(() => (document.activeElement as HTMLElement).dataset["turn"]))
      .toBe("2");
    await view.act("enter");
    await view.frame();
    await expect.poll(() => view.page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
    await expect.poll(() => view.transform()).not.toBe(before);
  });

  it("inside of the group are its own: arrows open its neighbours and do not move the page", async () => {
    await view.open("");
    await view.waitForImage();
    const before = await view.transform();
    await view.page.focus(".strip");
    await view.page.keyboard.press("ArrowRight");
    await view.act("right"); // the host sends the key all the same
    await view.frame();
    await view.expectCalls("open", [{ ref: { file: "/runs/made-up/rollouts/120.jsonl", row: 25 } }]);
    await expect.poll(() => view.transform()).toBe(before);
  });

  it("are listed, and the list closes by Escape and gives the focus back", async () => {
    await view.open("");
    await view.page.focus(".stage");
    await view.act("showKeys");
    await expect.poll(() => view.page.innerText(".keymap")).toContain("Fit the page");
    await view.page.keyboard.press("Escape");
    await expect.poll(() => view.page.locator(".keymap").count()).toBe(0);
    await expect.poll(() => view.page.evaluate(() => document.activeElement?.className)).toBe("stage");
  });
});

describe("a reload", () => {
  it("finds camera, selection and switches again", async () => {
    await view.open("");
    await view.waitForImage();
    await view.act("selectCall2");
    await view.act("zoomToCall");
    await view.act("toggleTargets");
    await view.frame();
    const before = await view.transform();
    await expect.poll(savedState).toContain('"targets":false');
    await view.page.reload();
    await view.waitForImage();
    await view.frame();
    await expect.poll(() => view.transform()).toBe(before);
    await expect.poll(() => view.page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
    await expect.poll(() => view.page.locator("rect[data-kind=target]").count()).toBe(0);
  });
});

describe("a reload while the file is not read yet", () => {
  it("finds camera and selection again when the rollout comes", async () => {
    await view.open("view=gone");
    const saved = {
      ref: await view.page.evaluate(() => window.harness.views["plain"]?.ref),
      isPinned: false,
      camera: { centerX: 500, centerY: 600, scale: 0.5 },
      shown: { targets: true, executed: true, requested: false, marks: true },
      selectedCall: 1,
    };
    await reloadWithState(view.page, "state of the view", JSON.stringify(saved));
    await view.page.waitForSelector("text=no longer in 120.jsonl");
    await view.show("plain");
    await view.waitForImage();
    await view.frame();
    await expect.poll(() => view.transform()).toContain("scale(0.5)");
    await expect.poll(() => view.page.locator("rect[data-kind=executed].sel").getAttribute("data-index")).toBe("1");
  });
});

describe("the group", () => {
  it("opens the rollout that is clicked, and has a name for each", async () => {
    await view.open("");
    await view.page.click(".member >> nth=6");
    await view.expectCalls("open", [{ ref: { file: "/runs/made-up/rollouts/120.jsonl", row: 27 } }]);
    await expect
      .poll(() => view.page.getAttribute(".member >> nth=2", "aria-label"))
      .toBe("Rollout 3, wrong, score 2.66");
  });

  it("scrolls when it is large, and draws only what is seen", async () => {
    await view.open("view=manyMembers");
    await view.page.waitForSelector(".member.sel");
    await expect.poll(() => view.page.locator(".member").count()).toBeLessThan(40);
    await view.page.waitForSelector("#member-299.sel");
  });
});

describe("a narrow view", () => {
  it("has the reward beside the page, the trajectory below, and nothing wider than itself", async () => {
    await view.open("", { width: 620, height: 800 });
    const [stage, reward, turns] = await Promise.all(
      [".stage", ".reward", ".turns"].map(selector => view.page.locator(selector).boundingBox()),
    );
    expect(reward!.x).toBeGreaterThanOrEqual(stage!.x + stage!.width);
    expect(turns!.y).toBeGreaterThanOrEqual(stage!.y + stage!.height);
    const width = await view.page.evaluate(() =>
      Math.max(...[".qhead", ".panes", ".group"].map(s => document.querySelector(s)!.scrollWidth)),
    );
    expect(width).toBeLessThanOrEqual(620);
  });

  it("has all below one another beside a second editor, with every number of the reward in sight", async () => {
    await view.open("audit", { width: 540, height: 800 });
    await view.page.waitForSelector(".reward .verdict");
    const hidden = await view.page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.querySelector(".reward")!;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(hidden).toEqual([0, 0]);
  });
});
