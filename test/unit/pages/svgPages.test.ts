import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { embeddedPage } from "../../../src/node/export/embeddedPage.js";
import { PageSizes } from "../../../src/node/launch/pageSizes.js";
import { defaultPageLimits } from "../../../src/node/pages/pageLimits.js";
import { readImageHeader } from "../../../src/node/pages/readImageHeader.js";
import { writeDump, zoom } from "../../fixtures/dump.js";
import { openedRuns } from "../../fixtures/openedRuns.js";
import { writeClaimedPng, writePicture } from "../../fixtures/pagePictures.js";
import { svgPage, writeSvg } from "../../fixtures/svgPage.js";
import { temporaryFolder } from "../../fixtures/temporaryFolder.js";

const makeFolder = temporaryFolder();
const openRuns = openedRuns();
const size = { width: 400, height: 600 };
const root = (attributes: string, content = "") =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${content}</svg>`;

let run: string;
beforeEach(() => {
  run = makeFolder();
  mkdirSync(join(run, "pages"));
});

/** The page of a rollout that names this file, as the view gets it. */
async function pageOf(name: string) {
  const targets = [[10, 20, 300, 400]];
  const response = `${zoom([10, 20, 300, 400])}<answer>A</answer>`;
  const file = writeDump(run, "1.jsonl", [{ response, more: { image: `pages/${name}`, targets } }]);
  const { runs } = await openRuns({ roots: [run] });
  const view = await runs.open({ ref: { file, row: 0 } });
  if (view.kind !== "rollout") throw new Error(view.code);
  return view.page;
}

describe("a page that is an SVG file", () => {
  it("is found with the size of its root element", async () => {
    const path = writeSvg(join(run, "pages", "drawn.svg"), svgPage({ width: 1600, height: 2200 }));
    expect(await pageOf("drawn.svg")).toEqual({
      ...{ kind: "image", uri: path, width: 1600, height: 2200, orientation: 1, name: "drawn.svg" },
    });
  });

  it("is told by its content: neither does a name make one, nor is one hidden by its name", async () => {
    writeSvg(join(run, "pages", "a.png"), svgPage(size));
    await writePicture(join(run, "pages", "b.png"), 30, 40);
    const bytes = await sharp(join(run, "pages", "b.png")).toBuffer();
    writeFileSync(join(run, "pages", "b.svg"), bytes);
    writeFileSync(join(run, "pages", "c.svg"), "no image");
    expect(await pageOf("a.png")).toMatchObject({ kind: "image", ...size });
    expect(await pageOf("b.svg")).toMatchObject({ kind: "image", width: 30, height: 40 });
    expect(await pageOf("c.svg")).toMatchObject({ kind: "blank", problem: { code: "image-no-image" } });
  });

  it("is found by its name alone, as other pages are", async () => {
    writeSvg(join(run, "elsewhere", "only.svg"), svgPage(size));
    expect(await pageOf("other/only.svg")).toMatchObject({ kind: "image", name: "only.svg" });
  });

  it("that says no size, declares entities or is far too large is not opened, and the view says why", async () => {
    const pages = join(run, "pages");
    writeSvg(join(pages, "none.svg"), root('width="100%" height="100%"'));
    writeSvg(join(pages, "bomb.svg"), `<!DOCTYPE svg [<!ENTITY a "aaaa">]>${root('width="4" height="6"', "&a;")}`);
    writeSvg(join(pages, "wide.svg"), root('width="60000" height="60000"'));
    writeSvg(join(pages, "vast.svg"), root('width="1e300" height="1e300"'));
    truncateSync(
      writeSvg(join(pages, "long.svg"), root('width="400" height="600"')),
      defaultPageLimits.maxSvgBytes + 1,
    );
    const names = ["none", "bomb", "wide", "vast", "long"];
    const found = [];
    for (const name of names) found.push(await pageOf(`${name}.svg`));
    expect(found.map(page => (page.kind === "image" ? "image" : page.problem.code))).toEqual([
      "image-no-size",
      "image-entities",
      "image-too-large",
      "image-too-large",
      "image-too-large",
    ]);
  });

  it("is read by its head: what follows may be broken", async () => {
    const path = writeSvg(
      join(run, "a.svg"),
      `${root('width="400" height="600"').slice(0, -6)}${"<g>".repeat(50_000)}`,
    );
    const read = await readImageHeader(path, defaultPageLimits);
    expect(read).toMatchObject({ kind: "header", header: { format: "svg", size } });
  });

  it("has no size for a trainer, which could not open it", async () => {
    writeSvg(join(run, "a.svg"), svgPage(size));
    await writePicture(join(run, "b.png"), 30, 40);
    const sizes = new PageSizes(join(run, "questions.jsonl"), null);
    expect([await sizes.ofPath("a.svg"), await sizes.ofPath("b.png")]).toEqual([null, { width: 30, height: 40 }]);
  });
});

/** The colour of the middle of an embedded page, and its size. */
async function embedded(path: string, { width, height } = size) {
  const page = await embeddedPage({ path, width, height, isTurned: false });
  if (page === null) return null;
  const bytes = Buffer.from(page.uri.slice(page.uri.indexOf(",") + 1), "base64");
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * 3;
  return { size: [info.width, info.height], middle: [...data.subarray(at, at + 3)] };
}

const white = [255, 255, 255];
const red = '<rect width="400" height="600" fill="#f00"/>';

describe("an SVG page in an exported file", () => {
  it("is drawn as it is, with paper where it is bare", async () => {
    const path = writeSvg(join(run, "a.svg"), root('width="400" height="600"'));
    expect(await embedded(path)).toEqual({ size: [400, 600], middle: white });
    writeSvg(path, root('width="400" height="600"', red));
    expect((await embedded(path))?.middle[1]).toBeLessThan(8);
  });

  it("is made smaller where it is drawn, so that a vast one costs no more than a small one", async () => {
    const path = writeSvg(join(run, "a.svg"), root('width="12000" height="18000" viewBox="0 0 400 600"', red));
    expect(await embedded(path, { width: 12_000, height: 18_000 })).toMatchObject({ size: [1200, 1800] });
  });

  it("takes in nothing from beside it, from elsewhere on the disk or from a network", async () => {
    const beside = join(run, "red.png");
    await writePicture(beside, 400, 600);
    writeSvg(join(run, "red.svg"), root('width="400" height="600"', red));
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise(resolve => server.listen(0, "127.0.0.1", () => resolve(undefined)));
    const { port } = server.address() as AddressInfo;
    try {
      for (const href of [
        "red.png",
        "red.svg",
        beside,
        pathToFileURL(beside).href,
        `http://127.0.0.1:${port}/red.png`,
      ]) {
        const content = [
          `<style>@import "${href}"; rect { fill: url("${href}#a") }</style>`,
          `<image href="${href}" width="400" height="600"/><use href="${href}#a"/>`,
          `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${href}"/>`,
        ];
        const path = writeSvg(join(run, "a.svg"), root('width="400" height="600"', content.join("")));
        expect([href, (await embedded(path))?.middle]).toEqual([href, white]);
      }
      expect(asked).toEqual([]);
    } finally {
      server.close();
    }
  });

  it("with a picture inside that claims to be huge is drawn without it, or not at all", async () => {
    const claimed = writeClaimedPng(join(run, "huge.png"), 60_000, 60_000);
    const data = (
      await sharp({ create: { width: 4, height: 4, channels: 3, background: "#f00" } })
        .png()
        .toBuffer()
    ).toString("base64");
    const image = (base64: string) => `<image href="data:image/png;base64,${base64}" width="400" height="600"/>`;
    const path = writeSvg(join(run, "a.svg"), root('width="400" height="600"', image(data)));
    expect((await embedded(path))?.middle[1]).toBeLessThan(8);
    writeSvg(path, root('width="400" height="600"', image(readFileSync(claimed).toString("base64"))));
    expect([undefined, white]).toContainEqual((await embedded(path))?.middle);
  });

  it("that no program can draw leaves the page blank", async () => {
    const path = writeSvg(join(run, "a.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="600"><g>');
    expect(await embedded(path)).toBeNull();
  });
});
