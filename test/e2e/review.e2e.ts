import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { questionRecordSchema, type QuestionRecord } from "../../src/core/benchmark/questionRecord.js";
import { reviewEventSchema, type ReviewEvent } from "../../src/core/benchmark/reviewEvent.js";
import { LoupeCli } from "./lib/loupeCli.js";
import { Product } from "./lib/product.js";
import { ReviewPage } from "./lib/reviewPage.js";
import { type Workbench } from "./lib/workbench.js";

let base = "";
/** The benchmark, which is what the window opens. */
let folder = "";
let product: Product;
let workbench: Workbench;
let cli: LoupeCli;
let review: ReviewPage;
/** The questions in sight, in the order of the queue. */
let queue: readonly QuestionRecord[] = [];

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), "loupe-e2e-"));
  folder = join(base, "comics");
  mkdirSync(folder);
  product = await Product.start(inject("vsix"));
  cli = new LoupeCli(product.installedAt);
  const set = join(base, "set");
  await cli.run("bench", "sample", "--out", set, "--pages", "8", "--seed", "5");
  await cli.run("bench", "import", set, "--out", folder, "--mapping", join(set, "mapping.json"));
  await cli.run("bench", "build", folder);
  workbench = await product.open(folder, { width: 1440, height: 900 });
});

afterAll(async () => {
  await product.stop();
  rmSync(base, { recursive: true, force: true });
});

afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await workbench.screenshot(`failed ${task.name.slice(0, 60)}`);
});

const lines = (name: string): readonly unknown[] =>
  readFileSync(join(folder, name), "utf8")
    .split("\n")
    .filter(line => line !== "")
    .map(line => JSON.parse(line) as unknown);
const questions = () => lines("questions.jsonl").map(line => questionRecordSchema.parse(line));
const log = (): readonly ReviewEvent[] => lines("reviews.jsonl").map(line => reviewEventSchema.parse(line));
const press = async (...keys: readonly string[]) => {
  for (const key of keys) await workbench.page.keyboard.press(key);
};
const idAt = (place: number): string => queue[place]?.id ?? "";

/** Goes on by keys from a place of the queue, once its question is there. */
async function decideAt(place: number, ...keys: readonly string[]): Promise<void> {
  await review.reached(idAt(place));
  await press(...keys);
}

describe("the review", () => {
  it("opens by its command, with the first question on its page", async () => {
    // A window that has only just been opened knows no commands of extensions yet.
    await workbench.showRuns();
    await workbench.runCommand("Loupe: Review Questions");
    review = new ReviewPage(workbench.webview());
    const first = await review.whenDrawn();
    const all = new Map(questions().map(question => [question.id, question]));
    queue = (await review.listed()).flatMap(id => all.get(id) ?? []);
    expect(queue.length).toBeGreaterThan(15);
    expect(first).toBe(idAt(0));
    // A page is read once: its questions stand together.
    const pages = queue.map(({ page_id: page }) => page).filter((page, i, list) => page !== list[i - 1]);
    expect(new Set(pages).size).toBe(pages.length);
    await review.row(first).click();
  });

  it("takes ten decisions by keys, each of which is on disk", async () => {
    // Another option can be made the answer only where there are options.
    const swapped = queue.findIndex(({ options }, place) => place > 3 && options.length > 1);
    expect([4, 5, 6, 7, 8]).toContain(swapped);
    for (let place = 0; place < 10; place++) {
      if (place === 3) await decideAt(place, "n", "1");
      else if (place === swapped) await decideAt(place, "s", "y");
      else await decideAt(place, "y");
    }
    await review.reached(idAt(10));
    await expect.poll(() => log().length).toBe(10);
    const said = log().map(({ target, decision }) => [target.id, decision]);
    const expected = queue.slice(0, 10).map(() => "right");
    expected[3] = "wrong";
    expected[swapped] = "edit";
    expect(said).toEqual(expected.map((decision, place) => [idAt(place), decision]));
    expect(log()[3]?.reason).not.toBe("");
    expect(log()[swapped]?.after?.answer).not.toBe(queue[swapped]?.answer);
    expect(new Set(log().map(({ reviewer }) => reviewer)).size).toBe(1);
    await expect.poll(() => review.text(".reviewhead .done")).toContain("10 of");
  });

  it("shows the next question soon after the key", async () => {
    await expect.poll(async () => (await review.times()).length).toBeGreaterThanOrEqual(10);
    const times = [...(await review.times())].sort((a, b) => a - b);
    // Half of them: the machine that tests run on does other things, too.
    expect(times[Math.floor(times.length / 2)]).toBeLessThanOrEqual(300);
  });

  it("takes the last one back", async () => {
    await press("u");
    await review.reached(idAt(9));
    await expect.poll(() => log().at(-1)?.decision).toBe("undo");
    expect(log().at(-1)?.undoes).toBe(log()[9]?.id);
    await expect.poll(() => review.row(idAt(9)).innerText()).not.toContain("accepted");
  });

  it("edits a target by keys and by its corner, and saves it as dragged", async () => {
    const place = queue.findIndex(({ targets }, i) => i > 9 && targets?.length === 1);
    const [question] = queue.slice(place);
    const [box] = question?.targets?.map(one => one.box) ?? [];
    if (question === undefined || box === undefined) throw new Error("no question has one target");
    await review.row(question.id).click();
    await review.reached(question.id);
    await press("d", "Tab", "Tab", "Tab", "Shift+ArrowLeft", "Shift+ArrowUp");
    const [x1, y1, x2, y2] = box;
    await expect.poll(() => review.target(0)).toBe([x1, y1, x2 - 10, y2 - 10].join(","));
    const corner = await review.grip("nw").boundingBox();
    if (corner === null) throw new Error("the corner is not on the screen");
    const at = { x: corner.x + corner.width / 2, y: corner.y + corner.height / 2 };
    const { mouse } = workbench.page;
    await mouse.move(at.x, at.y);
    await mouse.down();
    await mouse.move(at.x + 40 * (await review.scale()), at.y, { steps: 3 });
    await mouse.up();
    await expect.poll(async () => Math.abs(Number((await review.target(0))?.split(",")[0]) - x1 - 40)).toBeLessThan(4);
    await workbench.screenshot("review drags a target");
    const dragged = (await review.target(0))?.split(",").map(Number);
    await press("Enter", "y");
    await expect.poll(() => log().at(-1)?.after?.targets?.[0]?.box).toEqual(dragged);
    expect(log().at(-1)?.before?.targets?.[0]?.box).toEqual([...box]);
    await expect.poll(() => review.row(question.id).innerText()).toContain("edited");
  });

  it("is still there after the window is loaded again, and in the log's own words", async () => {
    await workbench.reload();
    review = new ReviewPage(workbench.webview());
    await review.whenDrawn();
    const folded = JSON.parse(await cli.run("bench", "review-log", folder, "--json")) as unknown;
    expect(folded).toMatchObject({ events: 12, refused: 0, unknown: 0, stale: 0 });
    await expect.poll(() => review.text(".reviewhead .done")).toContain("10 of");
    await workbench.expectNoErrors();
    await workbench.screenshot("review");
  });
});
