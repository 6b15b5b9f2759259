import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { Size } from "../../../src/core/page/size.js";
import { ImageStore } from "../../../src/node/dataset/imageStore.js";
import { defaultPageLimits } from "../../../src/node/pages/pageLimits.js";
import { PageResolver, type PagePlaces, type PageRequest } from "../../../src/node/pages/pageResolver.js";
import { writeClaimedPng, writePicture } from "../../fixtures/pagePictures.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";
import { verlParquet } from "../../fixtures/verlParquet.js";

const folder = temporaryFolder();

let base: string;
let places: PagePlaces;
beforeEach(() => {
  base = folder();
  for (const name of ["run", "data", "pages", "elsewhere"]) mkdirSync(join(base, name));
  places = {
    runFolder: join(base, "run"),
    datasets: [join(base, "data", "questions.jsonl")],
    imageRoots: [join(base, "pages")],
    prefixes: [],
    imageColumn: undefined,
    appliesOrientation: false,
  };
});

const fromRow = (path: string): PageRequest["images"][number] => ({
  image: { kind: "path", path },
  source: { kind: "row" },
});

const fromDataset = (path: string): PageRequest["images"][number] => ({
  image: { kind: "path", path },
  source: { kind: "dataset", path: join(base, "data", "questions.jsonl") },
});

const resolve = (images: PageRequest["images"], size: Size | null = null, changed: Partial<PagePlaces> = {}) =>
  new PageResolver({ ...places, ...changed }, null).resolve({ images, size });

/** The code of a failure, or how the page was found. */
async function outcome(...args: Parameters<typeof resolve>): Promise<string> {
  const result = await resolve(...args);
  return result.kind === "found" ? result.via : result.failure.code;
}

describe("a page", () => {
  it("is found as written: absolute under a root, or relative to run, image root or dataset", async () => {
    const picture = await writePicture(join(base, "pages", "vol1", "a.png"), 30, 40);
    await writePicture(join(base, "run", "images", "b.jpg"), 30, 40);
    await writePicture(join(base, "data", "c.png"), 30, 40);
    expect(await resolve([fromRow(picture)])).toEqual({
      kind: "found",
      path: picture,
      isFile: true,
      size: { width: 30, height: 40 },
      rotated: { width: 30, height: 40 },
      orientation: 1,
      via: "as-written",
    });
    expect(await outcome([fromRow("vol1/a.png")])).toBe("as-written");
    expect(await outcome([fromRow("images/b.jpg")])).toBe("as-written");
    expect(await outcome([fromDataset("c.png")])).toBe("dataset");
  });

  it("is found through the question when the row's path is of another machine", async () => {
    await writePicture(join(base, "data", "pages", "a.png"), 30, 40);
    expect(await outcome([fromRow("/mnt/host/x/a.png"), fromDataset("pages/a.png")])).toBe("dataset");
  });

  it("is found by a prefix, the longest first, at folders' ends only, with either separator", async () => {
    await writePicture(join(base, "pages", "vol1", "a.png"), 30, 40);
    await writePicture(join(base, "pages", "other", "a.png"), 30, 40);
    const to = (name: string) => join(base, "pages", name);
    const prefixes = [
      { from: "/mnt", to: to("other") },
      { from: "/mnt/host", to: to("vol1") },
      { from: "C:\\data\\", to: to("vol1") },
    ];
    const found = async (path: string) => {
      const result = await resolve([fromRow(path)], null, { prefixes });
      return result.kind === "found" ? [result.via, result.path] : result.failure.code;
    };
    expect(await found("/mnt/host/a.png")).toEqual(["prefix", join(base, "pages", "vol1", "a.png")]);
    expect(await found("C:\\data\\a.png")).toEqual(["prefix", join(base, "pages", "vol1", "a.png")]);
    expect(await found("/mnthost/a.png")).toBe("image-ambiguous");
  });

  it("is found by its file name only where that is unique", async () => {
    await writePicture(join(base, "pages", "vol1", "a.png"), 30, 40);
    expect(await outcome([fromRow("/mnt/host/deep/a.png")])).toBe("file-name");
    expect(await outcome([fromRow("D:\\deep\\a.png")])).toBe("file-name");
    await writePicture(join(base, "pages", "vol2", "a.png"), 30, 40);
    expect(await outcome([fromRow("/mnt/host/deep/a.png")])).toBe("image-ambiguous");
  });

  it("is offered through a prefix when one suffix alone matches", async () => {
    await writePicture(join(base, "pages", "vol1", "a.png"), 30, 40);
    await writePicture(join(base, "pages", "vol2", "a.png"), 30, 40);
    const written = "/mnt/host/comics/vol2/a.png";
    const result = await resolve([fromRow(written)]);
    expect(result).toMatchObject({ kind: "missing", failure: { code: "image-ambiguous" } });
    const offer = result.kind === "missing" ? result.offer : null;
    expect(offer).toEqual({ from: "/mnt/host/comics/", to: join(base, "pages") + "/" });
    expect(await outcome([fromRow(written)], null, { prefixes: [offer!] })).toBe("prefix");
    expect(await resolve([fromRow("/mnt/host/vol3/a.png")])).toMatchObject({ kind: "missing", offer: null });
    expect(await resolve([fromRow(written)], { width: 1, height: 1 })).toMatchObject({ offer: null });
  });

  it("is refused when its size is not the one that the data give, and another is looked for", async () => {
    await writePicture(join(base, "pages", "thumb", "a.png"), 3, 4);
    expect(await resolve([fromRow("thumb/a.png")], { width: 30, height: 40 })).toEqual({
      kind: "missing",
      failure: {
        code: "image-size-differs",
        values: [join(base, "pages", "thumb", "a.png"), "3 × 4", "30 × 40"],
      },
      offer: null,
    });
    await writePicture(join(base, "data", "full", "a.png"), 30, 40);
    const images = [fromRow("thumb/a.png"), fromDataset("full/a.png")];
    expect(await outcome(images, { width: 30, height: 40 })).toBe("dataset");
  });

  it("has its orientation reported, and its size as stored compared unless pages are turned", async () => {
    await writePicture(join(base, "pages", "a.jpg"), 30, 40, 6);
    expect(await resolve([fromRow("a.jpg")], { width: 30, height: 40 })).toMatchObject({
      kind: "found",
      orientation: 6,
      size: { width: 30, height: 40 },
      rotated: { width: 40, height: 30 },
    });
    expect(await outcome([fromRow("a.jpg")], { width: 40, height: 30 })).toBe("image-size-differs");
    const turned = { appliesOrientation: true };
    expect(await outcome([fromRow("a.jpg")], { width: 40, height: 30 }, turned)).toBe("as-written");
  });

  it("is not there, and each reason has its name", async () => {
    writeFileSync(join(base, "pages", "text.png"), "<svg onload='alert(1)'/>");
    await writePicture(join(base, "pages", "broken.png"), 30, 40);
    truncateSync(join(base, "pages", "broken.png"), 20);
    mkdirSync(join(base, "pages", "folder.png"));
    expect(await outcome([])).toBe("no-image-named");
    expect(await outcome([fromRow("gone.png")])).toBe("image-missing");
    expect(await outcome([fromRow("text.png")])).toBe("image-no-image");
    expect(await outcome([fromRow("broken.png")])).toBe("image-broken");
    expect(await outcome([fromRow("folder.png")])).toBe("image-no-image");
  });

  it("of 60,000 × 60,000 is refused before anything is decoded", async () => {
    writeClaimedPng(join(base, "pages", "huge.png"), 60_000, 60_000);
    const before = process.memoryUsage().rss;
    expect(await resolve([fromRow("huge.png")])).toMatchObject({
      failure: { code: "image-too-large", values: [expect.stringContaining("huge.png"), "60000 × 60000"] },
    });
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 2 ** 20);
  });

  it("of too many bytes is refused", async () => {
    await writePicture(join(base, "pages", "a.png"), 30, 40);
    const limits = { ...defaultPageLimits, maxFileBytes: 10 };
    const result = await new PageResolver(places, null, limits).resolve({ images: [fromRow("a.png")], size: null });
    expect(result).toMatchObject({ failure: { code: "image-too-large" } });
  });
});

describe("paths in rows are hostile", () => {
  it("never leads out of the run, the dataset's folder and the image roots", async () => {
    const secret = await writePicture(join(base, "elsewhere", "secret.png"), 30, 40);
    symlinkSync(secret, join(base, "pages", "link.png"));
    symlinkSync(join(base, "elsewhere"), join(base, "pages", "linked"));
    for (const path of [
      secret,
      "../elsewhere/secret.png",
      "vol1/../../elsewhere/secret.png",
      "link.png",
      "linked/secret.png",
      `file://${secret}`,
      "file:///etc/passwd",
      "FILE:/etc/passwd",
      "\\\\host\\share\\a.png",
      "//host/share/a.png",
      "\\\\?\\C:\\a.png",
      "https://example.org/a.png",
      "a.png\0.jpg",
    ])
      expect([path, await outcome([fromRow(path)])]).toEqual([path, "image-outside-roots"]);
  });

  it("never gives the file outside, however its path is put together", async () => {
    const secret = await writePicture(join(base, "elsewhere", "secret.png"), 30, 40);
    symlinkSync(join(base, "elsewhere"), join(base, "data", "linked"));
    const pieces = [
      "..",
      ".",
      "/",
      "\\",
      "elsewhere",
      "linked",
      "pages",
      "data",
      "run",
      "secret.png",
      base,
      "file://",
      "~",
    ];
    const prefixes = [{ from: "pages", to: join(base, "run") }];
    const resolver = new PageResolver({ ...places, prefixes }, null);
    const paths = fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(paths, fc.constantFrom("/", "", "\\"), async (chosen, separator) => {
        const image = fromDataset(chosen.join(separator));
        expect((await resolver.resolve({ images: [image], size: null })).kind).toBe("missing");
      }),
      {
        numRuns: 300,
        examples: [
          [["..", "elsewhere", "secret.png"], "/"],
          [[secret], "/"],
          [["linked", "secret.png"], "/"],
        ],
      },
    );
  });

  it("does not let a prefix or a file name lead out either", async () => {
    const secret = await writePicture(join(base, "elsewhere", "secret.png"), 30, 40);
    const prefixes = [{ from: "/mnt/", to: dirname(secret) }];
    expect(await outcome([fromRow("/mnt/secret.png")], null, { prefixes })).toBe("image-outside-roots");
    const inside = [{ from: "/mnt/", to: join(base, "pages") }];
    expect(await outcome([fromRow("/mnt/../elsewhere/secret.png")], null, { prefixes: inside })).toBe(
      "image-outside-roots",
    );
    symlinkSync(secret, join(base, "pages", "named.png"));
    expect(await outcome([fromRow("/mnt/named.png")])).toBe("image-missing");
  });

  it("reads a file that a root added by the user holds", async () => {
    const secret = await writePicture(join(base, "elsewhere", "secret.png"), 30, 40);
    expect(await outcome([fromRow(secret)], null, { imageRoots: [dirname(secret)] })).toBe("as-written");
  });

  it.skipIf(process.platform === "win32")("never opens a pipe", async () => {
    execFileSync("mkfifo", [join(base, "pages", "pipe.png")]);
    expect(await outcome([fromRow("pipe.png")])).toBe("image-no-image");
  });

  it("never rejects, whatever is written", async () => {
    for (const path of ["", ".", "..", "/", "~", "%00", "a".repeat(5000), "con", "C:", "\ud800.png", "pages/"])
      expect([path.slice(0, 9), (await resolve([fromRow(path)])).kind]).toEqual([path.slice(0, 9), "missing"]);
  });
});

describe("the list of image files", () => {
  it("is bounded, and a name in a list cut short needs an equal size", async () => {
    for (const at of [1, 2, 3, 4]) await writePicture(join(base, "pages", `vol${at}`, `p${at}.png`), 30, 40);
    const limits = { ...defaultPageLimits, maxEntries: 6 };
    const resolver = new PageResolver({ ...places, imageRoots: [join(base, "pages")] }, null, limits);
    const found = async (size: Size | null) =>
      (await resolver.resolve({ images: [fromRow("/mnt/p1.png")], size })).kind;
    expect(await found(null)).toBe("missing");
    expect(await found({ width: 30, height: 40 })).toBe("found");
    const flat = new PageResolver(places, null, { ...defaultPageLimits, maxDepth: 0 });
    expect((await flat.resolve({ images: [fromRow("/mnt/p1.png")], size: null })).kind).toBe("missing");
  });

  it("is made anew once it is old, so that a page that arrives later is found", async () => {
    const limits = { ...defaultPageLimits, maxIndexAgeMs: -1 };
    const resolver = new PageResolver(places, null, limits);
    const kept = new PageResolver(places, null);
    const request = { images: [fromRow("/mnt/late.png")], size: null };
    expect([(await resolver.resolve(request)).kind, (await kept.resolve(request)).kind]).toEqual([
      "missing",
      "missing",
    ]);
    await writePicture(join(base, "pages", "late.png"), 30, 40);
    expect([(await resolver.resolve(request)).kind, (await kept.resolve(request)).kind]).toEqual(["found", "missing"]);
  });
});

describe("a page inside Parquet", () => {
  it("is extracted into the store, where its path is of another machine", async () => {
    const picture = await writePicture(join(base, "elsewhere", "a.png"), 30, 40);
    const { readFileSync } = await import("node:fs");
    const bytes = new Uint8Array(readFileSync(picture));
    const file = join(base, "data", "train.parquet");
    const images = [{ bytes, path: null }];
    writeFileSync(
      file,
      verlParquet([
        { question: "Who?", answer: "A", images },
        { question: "Why?", answer: "B", images: [] },
      ]),
    );
    const store = new ImageStore(join(base, "store"), 1e6);
    const resolver = new PageResolver({ ...places, datasets: [file] }, store);
    const image = (row: number): PageRequest["images"][number] => ({
      image: { kind: "parquet", file, row, index: 0, path: "/mnt/host/a.png" },
      source: { kind: "dataset", path: file },
    });
    const found = await resolver.resolve({ images: [image(0)], size: { width: 30, height: 40 } });
    expect(found).toMatchObject({ kind: "found", via: "parquet", size: { width: 30, height: 40 } });
    expect(found.kind === "found" && readFileSync(found.path).equals(readFileSync(picture))).toBe(true);
    const withoutStore = new PageResolver({ ...places, datasets: [file] }, null);
    expect(await withoutStore.resolve({ images: [image(0)], size: null })).toMatchObject({
      kind: "found",
      isFile: false,
      path: `${file}#0`,
      size: { width: 30, height: 40 },
    });
    expect(await withoutStore.resolve({ images: [image(0)], size: { width: 3, height: 4 } })).toMatchObject({
      failure: { code: "image-size-differs" },
    });
    expect(await resolver.resolve({ images: [image(1)], size: null })).toMatchObject({
      failure: { code: "image-broken", values: [expect.stringContaining("train.parquet"), "absent"] },
    });
    await writePicture(join(base, "data", "a.png"), 30, 40);
    expect(
      await resolver.resolve({ images: [{ ...image(0), image: { ...image(0).image, path: "a.png" } }], size: null }),
    ).toMatchObject({ via: "dataset" });
  });
});
