import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { ReviewBrowser } from "../../webview/reviewBrowser.js";
import { reloadWithState } from "../../webview/reloadWithState.js";

let view: ReviewBrowser;

// The first browser of a machine may have to be downloaded.
beforeAll(async () => {
  view = await ReviewBrowser.start();
}, 300_000);

afterAll(() => view.stop());

afterEach(() => view.close());

/** For so long after a question came no key decides, which is what is claimed: there is nothing else to wait for. */
const deadMilliseconds = 260;

const dep = (number: number) => `dep-${String(number).padStart(12, "0")}`;
const row = (id: string) => view.page.locator(".queue .row", { hasText: id });
const isShown = (id: string) =>
  expect.poll(() => view.page.locator(".questionpane").getAttribute("data-question")).toBe(id);

/** Waits for a question, and until keys count. */
async function reached(id: string): Promise<void> {
  await isShown(id);
  await view.page.waitForTimeout(deadMilliseconds);
}

async function opened(query = "", id = dep(1)): Promise<void> {
  await view.open(query);
  await row(id).click();
  await reached(id);
}

const press = async (...keys: readonly string[]) => {
  for (const key of keys) await view.page.keyboard.press(key);
};
const said = async () => (await view.log()).map(({ decision, reason, note }) => [decision, reason, note]);
const target = () => view.page.locator('.overlay [data-kind="target"]').first().getAttribute("data-box");

describe("deciding by keys", () => {
  it("accepts, rejects with a reason and with a note, and goes on each time", async () => {
    await opened();
    await press("y");
    await reached(dep(2));
    await press("n", "1");
    await reached(dep(3));
    await press("n", "6");
    await view.page.keyboard.type("both are cut off");
    await press("Enter");
    await isShown(dep(4));
    await expect.poll(said).toEqual([
      ["right", undefined, undefined],
      ["wrong", "tie", undefined],
      ["wrong", "other", "both are cut off"],
    ]);
    await expect.poll(() => row(dep(2)).innerText()).toContain("Depth is a tie");
    await expect.poll(() => view.page.locator(".reviewhead").innerText()).toContain("3 of 16 reviewed");
  });

  it("takes no key for a question that has only just come", async () => {
    await opened();
    // However long the second key takes to come, it comes at once by the page's clock.
    await view.page.evaluate(() => {
      const now = performance.now();
      performance.now = () => now;
    });
    await press("y", "y");
    await isShown(dep(2));
    await expect.poll(said).toHaveLength(1);
    await reached(dep(2));
    expect(await said()).toHaveLength(1);
  });

  it("saves a swapped answer as an edit", async () => {
    await opened();
    await press("s");
    await expect.poll(() => view.page.locator(".ans .on").innerText()).toBe("B");
    expect(await view.log()).toEqual([]);
    await press("y");
    await isShown(dep(2));
    await expect
      .poll(async () => (await view.log()).map(({ decision, after }) => [decision, after]))
      .toEqual([["edit", { answer: "B" }]]);
  });

  it("takes changes back before they are saved, and decisions after", async () => {
    await opened();
    await press("s", "u");
    await expect.poll(() => view.page.locator(".ans .on").innerText()).toBe("A");
    await press("y");
    await reached(dep(2));
    await press("u");
    await isShown(dep(1));
    await expect.poll(said).toEqual([
      ["right", undefined, undefined],
      ["undo", undefined, undefined],
    ]);
    await expect.poll(() => row(dep(1)).innerText()).not.toContain("accepted");
  });

  it("says what could not be written, and keeps the changes", async () => {
    await opened();
    await press("s");
    await view.page.evaluate(() => (window.review.failNext = true));
    await press("y");
    await expect.poll(() => view.page.getByRole("alert").innerText()).toContain("the disk is full");
    await expect.poll(() => row(dep(1)).innerText()).toContain("not saved yet");
    await row(dep(1)).click();
    await reached(dep(1));
    await press("y");
    await expect.poll(async () => (await view.log()).map(({ after }) => after)).toEqual([{ answer: "B" }]);
  });

  it("decides nothing in Restricted Mode", async () => {
    await opened("state=restricted");
    await press("y", "n", "1");
    await expect.poll(() => view.page.locator(".keys .word").innerText()).toContain("Restricted Mode");
    expect(await view.log()).toEqual([]);
    await isShown(dep(1));
  });
});

describe("targets on the page", () => {
  it("are nudged by arrows, as a whole and by a corner", async () => {
    await opened();
    await press("d", "Shift+ArrowRight", "ArrowDown", "Tab", "ArrowLeft");
    await expect.poll(target).toBe("69,61,1020,601");
    await press("Enter", "y");
    await isShown(dep(2));
    await expect
      .poll(async () => (await view.log())[0]?.after?.targets?.map(({ box }) => box))
      .toEqual([[69, 61, 1020, 601]]);
  });

  it("are as they were after Escape", async () => {
    await opened();
    await press("d", "Shift+ArrowRight", "Escape");
    await expect.poll(target).toBe("60,60,1010,600");
  });

  it("are dragged by their corners, and the page stays where it is", async () => {
    await opened();
    await press("d");
    const corner = view.page.locator('[data-grip="se"]');
    const { x, y, width, height } = (await corner.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const at = { x: x + width / 2, y: y + height / 2 };
    const scale = await view.page
      .locator(".overlay > g")
      .evaluate(layer => Number(/scale\(([\d.]+)\)/.exec(layer.getAttribute("transform") ?? "")?.[1]));
    await view.page.mouse.move(at.x, at.y);
    await view.page.mouse.down();
    await view.page.mouse.move(at.x - 100 * scale, at.y - 50 * scale, { steps: 3 });
    await view.page.mouse.up();
    await view.frame();
    const box = (await target())?.split(",").map(Number) ?? [];
    expect(box.slice(0, 2)).toEqual([60, 60]);
    expect(Math.abs((box[2] ?? 0) - 910)).toBeLessThan(3);
    expect(Math.abs((box[3] ?? 0) - 550)).toBeLessThan(3);
    await expect.poll(() => view.page.locator(".pagepane .bar .num").innerText()).toMatch(/^Fit/);
  });

  it("leave the page as large as it was, and the strip below tells the keys that count meanwhile", async () => {
    await opened();
    const strip = view.page.locator("footer.keys");
    const before = await view.page.locator(".stage").boundingBox();
    await press("d");
    expect(await strip.innerText()).toMatch(/^Dragging T1[^]*next corner[^]*as it was/);
    expect(await strip.innerText()).not.toContain("undo");
    expect(await view.page.locator(".stage").boundingBox()).toEqual(before);
    await press("Escape", "e");
    await expect.poll(() => strip.innerText()).toContain("Ctrl+Enter");
    await press("Escape");
    await expect.poll(() => strip.innerText()).toContain("undo");
  });
});

describe("editing", () => {
  it("saves what was typed, and not what nobody could ask", async () => {
    await opened("", "pu-0000000000001");
    await press("e");
    const answer = view.page.getByRole("textbox", { name: "Answer" });
    await answer.fill("");
    await expect.poll(() => view.page.getByRole("alert").innerText()).toBe("An open question needs an answer.");
    await press("Control+Enter");
    expect(await view.log()).toEqual([]);
    await answer.fill("night");
    await view.page.getByRole("textbox", { name: "Question" }).fill("What time is it?");
    const others = view.page.getByRole("textbox", { name: "Also right" });
    await others.press("End");
    await others.press("Enter");
    await others.pressSequentially("late");
    await press("Control+Enter");
    await expect
      .poll(async () => (await view.log())[0]?.after)
      .toEqual({ question: "What time is it?", answer: "night", alternatives: ["dusk", "late"] });
  });
});

describe("balloons and marks", () => {
  it("have their texts corrected, a field each, and no text goes without words", async () => {
    await opened("", "dia-000000000001");
    await press("e");
    const second = view.page.getByRole("textbox", { name: "Text of balloon 2" });
    await expect.poll(() => second.inputValue()).toBe("It is only me.");
    await second.fill(" ");
    await expect.poll(() => view.page.getByRole("alert").innerText()).toBe("Every balloon needs its text.");
    await press("Control+Enter");
    expect(await view.log()).toEqual([]);
    await second.fill("It's only me.");
    await press("Control+Enter");
    await expect
      .poll(async () => (await view.log()).map(({ decision, after }) => [decision, after]))
      .toEqual([["edit", { hint: "1: Who is there?\n2: It's only me.\n3: Then come in!" }]]);
    await row("dia-000000000001").click();
    await reached("dia-000000000001");
    await expect.poll(() => view.page.locator(".hint").innerText()).toContain("It's only me.");
    await press("u");
    await expect.poll(() => view.page.locator(".hint").innerText()).toContain("It is only me.");
  });

  it("are moved like targets, by keys, and stay as they were after Escape", async () => {
    await opened("", "act-000000000001");
    await press("b", "Shift+ArrowRight", "ArrowDown", "Escape");
    await press("b", "ArrowRight", "Tab", "ArrowUp", "b", "y");
    await isShown("cid-000000000001");
    await expect
      .poll(async () => (await view.log()).map(({ after }) => after))
      .toEqual([{ mark_boxes: [[718, 726, 868, 1130]] }]);
  });

  it("have a name where there is one without a letter", async () => {
    await opened("", "act-000000000001");
    const key = view.page.locator(".pagepane .bar .k.mark");
    expect((await key.innerText()).trim()).toBe("");
    expect(await key.getAttribute("title")).toBe("The only mark; it is drawn without a letter");
    await press("e");
    await view.page.getByRole("button", { name: "Move mark 1 on the page" }).click();
    await expect.poll(() => view.page.locator("footer.keys").innerText()).toMatch(/^Dragging mark 1/);
  });

  it("take the panel that is shown aside along", async () => {
    await opened("", "pan-000000000001");
    await press("b", "2", "Shift+ArrowLeft", "Enter");
    const crop = view.page.locator(".targetcrop");
    await expect.poll(() => crop.getAttribute("aria-label")).toContain("714");
    await press("y");
    await expect
      .poll(async () => (await view.log())[0]?.after)
      .toEqual({
        mark_boxes: [
          [524, 624, 1060, 1140],
          [714, 1164, 1630, 1690],
        ],
      });
  });
});

describe("other people's decisions", () => {
  it("are shown in a conflict, and can be joined", async () => {
    await opened("state=conflict");
    await expect.poll(() => row(dep(1)).innerText()).toContain("in conflict");
    await view.page.getByRole("button", { name: "Take these changes over" }).click();
    await press("y");
    await isShown(dep(2));
    await expect.poll(() => row(dep(1)).innerText()).toContain("edited");
  });

  it("are hidden from a blind reviewer until the decision", async () => {
    await opened("state=blind");
    await expect.poll(() => view.page.locator(".form").innerText()).toContain("are hidden until you decide");
    expect(await row(dep(1)).innerText()).not.toContain("edited");
    await press("y");
    await isShown(dep(2));
    await expect.poll(() => row(dep(1)).innerText()).toContain("in conflict");
  });

  it("arrive while one works", async () => {
    await opened();
    await view.page.evaluate(id => {
      const entry = { id, task: "depth_comparison", page: "pg-1", state: "rejected", own: null } as const;
      return window.review.view.changed({ entries: [{ ...entry, isFlagged: false, reason: "tie", checks: 0 }] });
    }, dep(3));
    await expect.poll(() => row(dep(3)).innerText()).toContain("Depth is a tie");
  });
});

describe("the queue", () => {
  it("shows the next question within 300 ms, also on another page, which is decoded ahead", async () => {
    await opened("", dep(5));
    const pages = () =>
      view.page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name.split("?")[1]));
    await expect.poll(pages).toContain("pg-2");
    for (const next of [dep(6), "act-000000000001", "cid-000000000001"]) {
      await press("y");
      await reached(next);
    }
    const measured = () =>
      view.page.evaluate(() => performance.getEntriesByName("loupe.review.next").map(({ duration }) => duration));
    await expect.poll(async () => (await measured()).length).toBe(3);
    expect(Math.min(...(await measured()))).toBeLessThanOrEqual(300);
  });

  it("is filtered, and stays as it was taken while it is worked through", async () => {
    await opened("state=some");
    await view.page.getByRole("combobox", { name: "Task kind" }).selectOption("depth_comparison");
    await expect.poll(() => view.page.locator(".queue .row").count()).toBe(10);
    await view.page.getByRole("button", { name: "Filters" }).click();
    await view.page.getByRole("combobox", { name: "State" }).selectOption("todo");
    await expect.poll(() => view.page.locator(".queue .row").count()).toBe(6);
    await reached(dep(5));
    await press("y");
    await expect.poll(() => row(dep(5)).innerText()).toContain("accepted");
    expect(await view.page.locator(".queue .row").count()).toBe(6);
    await view.page.getByRole("button", { name: "Take the queue anew" }).click();
    await expect.poll(() => view.page.locator(".queue .row").count()).toBe(5);
  });

  it("comes back after a reload with its question, and takes no state that is not its own", async () => {
    await opened("", dep(3));
    await press("m");
    const saved = () => view.page.evaluate(() => sessionStorage.getItem("state of the review"));
    await expect.poll(saved).toContain('"marks":false');
    await view.page.reload();
    await isShown(dep(3));
    await expect
      .poll(() => view.page.getByRole("button", { name: "Marks" }).getAttribute("aria-pressed"))
      .toBe("false");
    await reloadWithState(view.page, "state of the review", `{"folder":"/other","question":"${dep(3)}"}`);
    await isShown(dep(1));
  });
});

describe("the view", () => {
  it("shows the question without its page's image, and says why", async () => {
    await opened("state=broken");
    await expect.poll(() => view.page.locator(".pagepane .note").innerText()).toContain("could not be shown");
  });

  it("says that there is nothing to review", async () => {
    await view.open("state=empty");
    await expect.poll(() => view.page.locator(".root").innerText()).toContain("There are no questions");
  });

  it("fits a narrow editor", async () => {
    await view.open("", { width: 380, height: 900 });
    await view.frame();
    expect(await view.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(380);
  });
});
