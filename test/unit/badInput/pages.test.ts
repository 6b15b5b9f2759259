import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { RolloutView } from "../../../src/protocol/rolloutView.js";
import { asNobody } from "../../fixtures/asNobody.js";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { writeClaimedPng, writePicture } from "../../fixtures/pagePictures.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();

/** What is opened is `base/run`; everything else in `base` lies outside. */
let base: string;
let run: string;

beforeEach(async () => {
  base = makeFolder();
  run = join(base, "run");
  mkdirSync(join(base, "elsewhere"));
  await writePicture(join(run, "pages", "good.png"), 560, 840);
  await writePicture(join(base, "elsewhere", "secret.png"), 560, 840);
});

/** The view of one rollout for each image path, as the rows write them. */
async function views(images: readonly string[]): Promise<readonly RolloutView[]> {
  const response = `${zoom([10, 20, 300, 400])}<answer>A</answer>`;
  const more = { targets: [[10, 20, 300, 400]] };
  const file = writeDump(
    run,
    "1.jsonl",
    images.map(image => ({ response, more: { ...more, image } })),
  );
  const { runs } = await openRuns({ roots: [run] });
  const opened: RolloutView[] = [];
  for (let row = 0; row < images.length; row++) {
    const view = await runs.open({ ref: { file, row } });
    if (view.kind !== "rollout") throw new Error(view.code);
    opened.push(view);
  }
  return opened;
}

/** The problem's code of each page, or `image`. */
async function pages(...images: readonly string[]): Promise<readonly string[]> {
  return (await views(images)).map(({ page }) => (page.kind === "image" ? "image" : page.problem.code));
}

describe("a page that cannot be shown", () => {
  test("missing, broken, not an image or too large: the view says which, and the others are shown", async () => {
    writeFileSync(join(run, "pages", "broken.png"), Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"));
    writeFileSync(join(run, "pages", "page.png"), "<svg onload='alert(1)'/>");
    mkdirSync(join(run, "pages", "folder.png"));
    writeClaimedPng(join(run, "pages", "huge.png"), 60_000, 60_000);
    const names = ["none", "broken", "page", "folder", "huge", "good"].map(name => `pages/${name}.png`);
    expect(await pages(...names)).toEqual([
      "image-missing",
      "image-broken",
      "image-no-image",
      "image-no-image",
      "image-too-large",
      "image",
    ]);
  });

  test("the boxes are still there, on a blank page of a likely shape, and the image's path is named", async () => {
    const [view] = await views(["pages/none.png"]);
    expect(view?.page).toMatchObject({ kind: "blank", isSizeKnown: false, problem: { values: ["pages/none.png"] } });
    expect(view?.placed[0]?.call.requested).toEqual([10, 20, 300, 400]);
    expect(view?.targets).toHaveLength(1);
  });

  test("one that may not be read says so", async () => {
    chmodSync(base, 0o755);
    chmodSync(join(run, "pages", "good.png"), 0);
    const file = writeDump(run, "1.jsonl", [{ more: { image: "pages/good.png" } }]);
    await asNobody(async () => {
      const { runs } = await openRuns({ roots: [run] });
      const view = await runs.open({ ref: { file, row: 0 } });
      expect(view).toMatchObject({ kind: "rollout", page: { problem: { code: "image-denied" } } });
    });
  });

  test("one that arrives later is found when the rollout is opened again", async () => {
    const file = writeDump(run, "1.jsonl", [{ more: { image: "pages/late.png" } }]);
    const { runs } = await openRuns({ roots: [run] });
    expect(await runs.open({ ref: { file, row: 0 } })).toMatchObject({ page: { kind: "blank" } });
    await writePicture(join(run, "pages", "late.png"), 560, 840);
    await runs.refresh();
    expect(await runs.open({ ref: { file, row: 0 } })).toMatchObject({ page: { kind: "image", width: 560 } });
  });
});

describe("a row's image path", () => {
  test("never leads out of the run: absolute, upwards, by a link, as a URI, to another host or with a NUL", async () => {
    const secret = join(base, "elsewhere", "secret.png");
    symlinkSync(secret, join(run, "pages", "link.png"));
    symlinkSync(join(base, "elsewhere"), join(run, "linked"));
    const hostile = [
      secret,
      "../elsewhere/secret.png",
      "pages/../../elsewhere/secret.png",
      "pages/link.png",
      "linked/secret.png",
      `file://${secret}`,
      "FILE:///etc/passwd",
      "\\\\host\\share\\secret.png",
      "//host/share/secret.png",
      "\\\\?\\C:\\secret.png",
      "https://example.org/secret.png",
      "pages/good.png\0.jpg",
    ];
    const found = await pages(...hostile);
    expect(found.map((code, i) => [hostile[i], code])).toEqual(hostile.map(path => [path, "image-outside-roots"]));
  });

  test("is followed out of the run only below a folder that the user added", async () => {
    const file = writeDump(run, "1.jsonl", [{ more: { image: join(base, "elsewhere", "secret.png") } }]);
    const { runs } = await openRuns({ roots: [run], imageRoots: [join(base, "elsewhere")] });
    expect(await runs.open({ ref: { file, row: 0 } })).toMatchObject({ page: { kind: "image" } });
    expect(await runs.readableRoots()).toContain(join(base, "elsewhere"));
  });

  test("adds no folder to those that the window may read", async () => {
    const file = writeDump(run, "1.jsonl", [{ more: { image: "/etc/hosts" } }]);
    const { runs } = await openRuns({ roots: [run] });
    await runs.open({ ref: { file, row: 0 } });
    expect(await runs.readableRoots()).toEqual([run]);
  });
});

describe("text of a model", () => {
  const hostile = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> \u2028 <!-- ]]>';

  test("reaches the view as it was logged, in every field, and raw", async () => {
    const response = `<think>${hostile}</think>${zoom([1, 2, 300, 400], hostile.replaceAll('"', "'"))}<answer>${hostile}</answer>`;
    const file = writeDump(run, "1.jsonl", [{ question: hostile, response, more: { note: hostile } }]);
    const { runs } = await openRuns({ roots: [run] });
    const view = await runs.open({ ref: { file, row: 0 } });
    if (view.kind !== "rollout") throw new Error(view.code);
    expect(view.turns.map(({ text }) => text).join("")).toContain(`<think>${hostile}</think>`);
    expect(view.question.given).toBe(hostile);
    expect(view.question.text).toContain("</script><script>alert(1)</script>");
    expect(view.calls[0]?.label).toBe(hostile.replaceAll('"', "'"));
    expect(view.extras).toEqual([{ name: "note", text: hostile }]);
    const raw = await runs.raw({ ref: { file, row: 0 } });
    expect(JSON.parse(raw?.text ?? "")).toHaveProperty("note", hostile);
  });
});
