import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withReadingOrder } from "../../../src/core/benchmark/order/withReadingOrder.js";
import { parseXml } from "../../../src/node/benchmark/sources/readXml.js";
import { manga109Pages } from "../../../src/core/benchmark/sources/manga109Pages.js";
import { placeSourcePage } from "../../../src/core/benchmark/sources/placeSourcePage.js";
import { onlyPage, sourceFolder, svgImage } from "./sourceFolder.js";

const box = (x1: number, y1: number, x2: number, y2: number) => `xmin="${x1}" ymin="${y1}" xmax="${x2}" ymax="${y2}"`;
const points = (x1: number, y1: number, x2: number, y2: number) =>
  `points="${x1},${y1} ${x2},${y1} ${x2},${y2} ${x1},${y2}"`;

const manga = (pages: string) => `<?xml version="1.0" encoding="UTF-8"?>
<book title="Tora">
  <characters><character id="c1" name="Tora"/><character id="c2" name="Others"/></characters>
  <pages>${pages}</pages>
</book>`;

const spread = `<page index="3" width="1000" height="700">
  <frame id="f1" ${box(520, 20, 980, 340)}/><frame id="f2" ${box(520, 360, 980, 680)}/><frame id="f3" ${box(20, 20, 480, 680)}/>
  <body id="b1" character="c1" ${box(600, 50, 700, 300)}/><face id="h1" character="c1" ${box(620, 60, 660, 100)}/>
  <body id="b2" character="c2" ${box(600, 400, 700, 600)}/>
  <face id="h2" character="c1" ${box(100, 100, 200, 200)}/>
  <text id="t1" ${box(800, 40, 900, 200)}>あ\nい</text>
</page>`;

describe("Manga109", () => {
  it("gives frames, bodies with who they are, and texts, on spreads that are read from right to left", async () => {
    const source = sourceFolder();
    source.write({ "annotations/Tora.xml": manga(spread), "images/Tora/003.jpg": svgImage(1000, 700) });
    expect(await source.read()).toMatchObject({ kind: "imported", pages: 1 });
    const page = onlyPage(source.pages());
    expect(page).toMatchObject({
      issue_id: "manga109/Tora",
      index: 3,
      direction: "rtl",
      is_spread: true,
      image: { width: 1000, height: 700 },
      source: { dataset: "manga109", file_name: "Tora/003.jpg" },
    });
    expect(page.panels.map(({ id, box }) => [id, box])).toEqual([
      ["Tora/f1", [520, 20, 980, 340]],
      ["Tora/f2", [520, 360, 980, 680]],
      ["Tora/f3", [20, 20, 480, 680]],
    ]);
    expect(page.bubbles).toMatchObject([{ text: "あ\nい", text_source: "annotation", panel_id: "Tora/f1" }]);
    expect(withReadingOrder(page, "ltr", null).panels.map(({ order }) => order)).toEqual([0, 1, 2]);
  });

  it("counts nobody twice by face and body, and takes one name for many people for no name", async () => {
    const source = sourceFolder();
    source.write({ "annotations/Tora.xml": manga(spread) });
    const result = await source.read();
    const { characters } = onlyPage(source.pages());
    expect(characters.map(({ id, identity, panel_id }) => [id, identity, panel_id])).toEqual([
      ["Tora/b1", "c1", "Tora/f1"],
      ["Tora/b2", null, "Tora/f2"],
      ["Tora/h2", "c1", "Tora/f3"],
    ]);
    expect(result).toMatchObject({
      counts: { annotations: 8, panels: 3, characters: 3, bubbles: 1, other: 1, left_out: 0 },
    });
  });

  it("takes who speaks from Manga109Dialog, also where that names a face", async () => {
    const source = sourceFolder();
    const link = (speaker: string) =>
      `<book title="Tora"><pages><page index="3"><speaker_to_text id="1" text_id="t1" speaker_id="${speaker}"/></page></pages></book>`;
    source.write({
      "annotations/Tora.xml": manga(spread),
      "Manga109Dialog/Tora.xml": link("h1"),
      "Manga109Dialog/Neko.xml": link("b1"),
    });
    await source.read();
    expect(onlyPage(source.pages()).bubbles[0]?.character_id).toBe("Tora/b1");
    expect(source.problems()).toContainEqual(
      expect.objectContaining({ file: "Manga109Dialog/Neko.xml", code: "no-page" }),
    );
  });

  it("reads one version of a book, and the plain folder before its older ones", async () => {
    const source = sourceFolder();
    const older = manga(spread.replace('index="3"', 'index="9"'));
    source.write({ "annotations.v2018.05.31/Tora.xml": older, "annotations/Tora.xml": manga(spread) });
    await source.read();
    expect(onlyPage(source.pages()).index).toBe(3);
  });

  it("is known and read in UTF-16 as well", async () => {
    const source = sourceFolder();
    source.write({
      "annotations/Tora.xml": Buffer.from(`\uFEFF${manga(spread)}`.replace("UTF-8", "UTF-16"), "utf16le"),
    });
    await source.read();
    expect(onlyPage(source.pages()).bubbles[0]?.text).toBe("あ\nい");
    expect(source.problems().map(({ code }) => code)).not.toContain("unreadable-file");
  });

  it("is known behind a declaration and comments, and a file of nothing but comments is soon put aside", async () => {
    const source = sourceFolder();
    const [declaration = "", ...rest] = manga(spread).split("\n");
    source.write({
      "Tora.xml": [declaration, "<!-- a > b -->", "<!---->", ...rest].join("\n"),
      "odd.xml": "<!--x-->".repeat(500),
    });
    expect(await source.read()).toMatchObject({ kind: "imported", pages: 1 });
    expect(source.problems().map(({ file }) => file)).not.toContain("odd.xml");
  });

  it("never takes another book's page for its own", async () => {
    const source = sourceFolder();
    source.write({ "annotations/Tora.xml": manga(spread), "images/Neko/003.jpg": svgImage(1000, 700) });
    await source.read({ keepsPagesWithoutImage: false });
    expect(source.pages()).toEqual([]);
    expect(source.problems()).toMatchObject([{ code: "missing-image", effect: "left-out", detail: "Tora/003.jpg" }]);
  });

  it("tells damage by line and id and keeps the rest", async () => {
    const source = sourceFolder();
    const damaged = `<page index="0" width="100" height="100">
<frame id="f1" ${box(10, 10, 90, 90)}/>
<frame id="f2" xmin="x" ymin="1" xmax="9" ymax="9"/>
<frame id="f3" ${box(200, 200, 300, 300)}/>
<frame id="f1" ${box(1, 1, 9, 9)}/>
<body ${box(50, 50, 500, 80)}/>
</page><page index="zero"/><page index="0"/>`;
    source.write({
      "Tora.xml": manga(damaged),
      "torn.xml":
        '<book title="Neko"><pages><page index="1" width="10" height="10"><frame id="1" ' + `${box(1, 1, 5, 5)}/>`,
    });
    const result = await source.read();
    const told = source.problems().map(({ file, annotation_id: id, code, effect }) => [file, id, code, effect]);
    expect(told).toEqual(
      expect.arrayContaining([
        ["Tora.xml", "f2", "no-box", "left-out"],
        ["Tora.xml", "f3", "box-outside", "left-out"],
        ["Tora.xml", "f1", "twice-the-id", "left-out"],
        ["Tora.xml", null, "box-outside", "repaired"],
        ["Tora.xml", "zero", "no-page", "left-out"],
        ["Tora.xml", "0", "twice-the-id", "left-out"],
        ["torn.xml", null, "unreadable-file", "noted"],
      ]),
    );
    expect(source.problems().find(({ annotation_id: id }) => id === "f2")?.detail).toContain("line 6");
    expect(source.pages().map(({ index, panels }) => [index, panels.length])).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(source.pages()[0]?.characters[0]?.box).toEqual([50, 50, 100, 80]);
    expect(result).toMatchObject({
      counts: { annotations: 6, panels: 2, characters: 1, bubbles: 0, other: 0, left_out: 3 },
    });
  });

  it("lays every box on its page, whatever numbers stand in the file, and accounts for every annotation", () => {
    const number = fc.oneof(
      fc.integer({ min: -50, max: 250 }).map(String),
      fc.constantFrom("", "1e9", "NaN", "12.5", "-0", "0x10"),
    );
    const element = fc.tuple(fc.constantFrom("frame", "body", "face", "text", "odd"), number, number, number, number);
    fc.assert(
      fc.property(fc.array(element, { maxLength: 12 }), elements => {
        const inner = elements.map(
          ([name, a, b, c, d], at) => `<${name} id="${at}" xmin="${a}" ymin="${b}" xmax="${c}" ymax="${d}"/>`,
        );
        const { root } = parseXml(manga(`<page index="1" width="200" height="100">${inner.join("")}</page>`));
        if (root === null) throw new Error("no root");
        const { pages } = manga109Pages(root, { file: "a.xml", stem: "a", dataset: "m", speakers: new Map() });
        const [page] = pages;
        if (page === undefined) throw new Error("no page");
        const placed = placeSourcePage(
          page,
          { kind: "missing", outside: false },
          { dataset: "m", keeps: true, depth_larger: "farther" },
        );
        const record = placed.page;
        if (record === null) throw new Error("left out");
        for (const {
          box: [x1, y1, x2, y2],
        } of [...record.panels, ...record.characters, ...record.bubbles])
          expect(x1 >= 0 && y1 >= 0 && x1 < x2 && y1 < y2 && x2 <= 200 && y2 <= 100).toBe(true);
        const { annotations, panels, characters, bubbles, other, left_out: left } = placed.counts;
        expect(annotations).toBe(elements.length);
        expect(panels + characters + bubbles + other + left).toBe(annotations);
        expect(
          placed.problems.filter(({ effect, annotation_id: id }) => effect === "left-out" && id !== null),
        ).toHaveLength(left);
      }),
      { numRuns: 150 },
    );
  });
});

describe("CoMix", () => {
  const book = `<annotations><book title="A Book">
  <characters><character id="7" name="Ann"/></characters><stories/>
  <pages><page id="2" width="400" height="600" type="color">
    <panel id="p1" ${points(10, 10, 390, 290)} rank="2"/><panel id="p2" ${points(10, 310, 390, 590)} rank="1"/>
    <character id="a1" character_id="7" ${points(50, 50, 150, 250)}/><face id="a2" character_id="7" ${points(70, 60, 100, 90)}/>
    <character id="a3" ${points(50, 350, 150, 550)}/>
    <balloon id="b1" ${points(200, 20, 380, 120)}/><text id="t1" balloon_id="b1" ${points(210, 60, 370, 80)}>there</text>
    <text id="t2" ${points(210, 30, 370, 50)}>Hello</text><text id="t3" ${points(20, 320, 100, 340)}>Later</text>
    <onomatopoeia id="o1" ${points(300, 400, 380, 500)}/>
    <link_sbsc id="l1" points="210,70 75,75" text_id="t1" character_id="a2"/>
    <link_sbsc id="l2" points="50,330 100,400"/>
  </page></pages></book></annotations>`;

  it("is told from Manga109 also where the book is the first element", async () => {
    const source = sourceFolder();
    const alone = book.replace("<annotations>", "").replace("</annotations>", "");
    source.write({ "annotations/ab12.xml": alone, "images/ab12/002.png": svgImage(400, 600) });
    await source.read();
    const page = onlyPage(source.pages());
    expect(page).toMatchObject({ issue_id: "comix/ab12" });
    expect(page.panels).toHaveLength(2);
    expect(page.direction).toBeUndefined();
  });

  it("gives panels, characters by identity, balloons with the words in them and who says them", async () => {
    const source = sourceFolder();
    source.write({ "annotations/ab12.xml": book, "images/ab12/002.png": svgImage(400, 600) });
    const result = await source.read();
    const page = onlyPage(source.pages());
    expect(page).toMatchObject({ issue_id: "comix/ab12", index: 2, image: { mime: "image/svg+xml" } });
    expect(page.direction).toBeUndefined();
    expect(page.characters).toMatchObject([
      { id: "ab12/2/a1", identity: "7", panel_id: "ab12/2/p1", box_source: "polygon" },
      { id: "ab12/2/a3", identity: null, panel_id: "ab12/2/p2" },
    ]);
    expect(page.bubbles).toMatchObject([
      { id: "ab12/2/b1", text: "Hello\nthere", character_id: "ab12/2/a1" },
      { id: "ab12/2/t3", text: "Later", character_id: "ab12/2/a3", panel_id: "ab12/2/p2" },
    ]);
    expect(page.panels.map(({ order }) => order)).toEqual([null, null]);
    expect(result).toMatchObject({
      counts: { annotations: 12, panels: 2, characters: 2, bubbles: 2, other: 6, left_out: 0 },
    });
  });

  it("takes an order from an attribute that a mapping names, and none that is not whole", async () => {
    const source = sourceFolder();
    const mapping = { categories: {}, attributes: { rank: "order" } };
    source.write({ "ab12.xml": book });
    await source.read({ mapping });
    expect(onlyPage(source.pages()).panels).toMatchObject([
      { order: 1, order_source: "given" },
      { order: 0, order_source: "given" },
    ]);
    source.write({ "ab12.xml": book.replace(' rank="1"', "") });
    await source.read({ mapping });
    expect(onlyPage(source.pages()).panels.map(({ order }) => order)).toEqual([null, null]);
    expect(source.problems()).toContainEqual(expect.objectContaining({ code: "bad-attribute", effect: "noted" }));
  });

  it("reads manga's folders from right to left", async () => {
    const source = sourceFolder();
    source.write({ "popmanga/annotations/ab12.xml": book });
    await source.read();
    expect(onlyPage(source.pages()).direction).toBe("rtl");
  });

  it("reads its COCO export without a mapping, texts as balloons only where there are none", async () => {
    const source = sourceFolder();
    const names = ["panel", "character", "balloon", "text", "onomatopoeia", "link_sbsc", "face"];
    const annotation = (id: number, category_id: number, bbox: readonly number[]) => ({
      id,
      image_id: 1,
      category_id,
      bbox,
      iscrowd: 0,
    });
    const coco = (ids: readonly number[]) =>
      JSON.stringify({
        images: [{ id: 1, width: 400, height: 600, file_name: "ab12/002.jpg" }],
        annotations: ids.map(id => annotation(id, id, [10 * id, 10, 100, 100])),
        categories: names.map((name, at) => ({ id: at + 1, name })),
      });
    source.write({ "val.json": coco([1, 2, 4, 7]) });
    expect(await source.read()).toMatchObject({
      kind: "imported",
      counts: { panels: 1, characters: 1, bubbles: 1, other: 1 },
    });
    source.write({ "val.json": coco([1, 2, 3, 4, 7]) });
    expect(await source.read()).toMatchObject({
      kind: "imported",
      counts: { panels: 1, characters: 1, bubbles: 1, other: 2 },
    });
    expect(onlyPage(source.pages()).bubbles[0]?.id).toContain("/3");
  });
});

describe("eBDtheque", () => {
  const shape = (x1: number, y1: number, x2: number, y2: number, metadata: string, text = "") =>
    `<polygon ${points(x1, y1, x2, y2)}><metadata ${metadata}>${text}</metadata></polygon>`;
  const svg = (inner: string, page = "") => `<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg xmlns="http://www.w3.org/2000/svg" width="375mm" height="530mm" viewBox="0 0 750 1060"><title>X</title>
<svg class="Page"><image xmlns:xlink="http://www.w3.org/1999/xlink" width="750" height="1060" xlink:href="../Pages/AUTHOR_BOOK_007.jpg"/>${page}</svg>
<style><![CDATA[ .Panel { fill: none; } ]]></style>${inner}</svg>`;
  const whole = svg(`
<ns0:svg xmlns:ns0="http://www.w3.org/2000/svg" class="Panel"><ns0:polygon ${points(10, 520, 740, 1000)}><ns0:metadata id="P1" rank="2"/></ns0:polygon>
<ns0:polygon ${points(10, 10, 740, 500)}><ns0:metadata id="P0" rank="1"/></ns0:polygon></ns0:svg>
<svg class="Balloon">${shape(20, 20, 300, 120, 'id="B0" rank="1" tailTip="30,130"')}${shape(400, 20, 700, 120, 'id="B1" rank="3"')}</svg>
<svg class="Line">${shape(30, 60, 290, 80, 'id="L1" rank="2"', "monde")}${shape(30, 30, 290, 50, 'id="L0" rank="1" idBalloon="B0"', "Bonjour")}${shape(30, 600, 90, 620, 'id="L9" rank="9"', "BOUM")}</svg>
<svg class="Object">${shape(100, 150, 200, 450, 'id="C0" idBalloon="B1" idPanel="P0"')}</svg>`);

  it("gives panels and balloons in their order, words line by line, and who speaks", async () => {
    const source = sourceFolder();
    source.write({ "GT/AUTHOR_BOOK_007.svg": whole, "Pages/AUTHOR_BOOK_007.jpg": svgImage(750, 1060) });
    const result = await source.read();
    const page = onlyPage(source.pages());
    expect(page).toMatchObject({ index: 7, image: { width: 750, height: 1060 }, source: { dataset: "ebdtheque" } });
    expect(page.issue_id).toContain("AUTHOR_BOOK");
    expect(page.panels).toMatchObject([{ order: 1, order_source: "given" }, { order: 0 }]);
    expect(page.bubbles).toMatchObject([
      { text: "Bonjour\nmonde", order: 1, character_id: null },
      { text: null, text_source: null, order: 3, character_id: "AUTHOR_BOOK_007/C0" },
    ]);
    expect(result).toMatchObject({
      counts: { annotations: 8, panels: 2, characters: 1, bubbles: 2, other: 3, left_out: 0 },
    });
  });

  it("says who a character is only by a mapping, and takes the direction from the page", async () => {
    const source = sourceFolder();
    const inner = `<svg class="Character">${shape(1, 1, 50, 50, 'id="C0" name="Zig"')}</svg>`;
    source.write({ "A_001.svg": svg(inner, '<metadata readingDirection="rightToLeft" doublePage="true"/>') });
    await source.read({ mapping: { categories: {}, attributes: { name: "identity" } } });
    const page = onlyPage(source.pages());
    expect(page).toMatchObject({
      direction: "rtl",
      is_spread: true,
      characters: [{ identity: "Zig", panel_id: null }],
    });
    await source.read();
    expect(onlyPage(source.pages()).characters[0]?.identity).toBeNull();
  });

  it("scales boxes with a page that was made smaller, and leaves out one of another shape", async () => {
    const source = sourceFolder();
    source.write({ "GT/AUTHOR_BOOK_007.svg": whole, "Pages/AUTHOR_BOOK_007.jpg": svgImage(375, 530) });
    await source.read();
    expect(onlyPage(source.pages()).panels[1]?.box).toEqual([5, 5, 370, 250]);
    source.write({ "Pages/AUTHOR_BOOK_007.jpg": svgImage(375, 375) });
    expect(await source.read()).toMatchObject({ pages: 0, counts: { annotations: 8, left_out: 8 } });
  });

  it("is not taken for what is only a picture, and tells a polygon that cannot be read", async () => {
    const source = sourceFolder();
    source.write({ "a.svg": svgImage(10, 10) });
    expect(await source.read()).toMatchObject({ kind: "bad-source", reason: "unknown" });
    source.write({
      "b_1.svg": svg('<svg class="Panel"><polygon points="1,2 3,x"><metadata id="P0"/></polygon></svg>'),
    });
    await source.read();
    expect(source.problems()).toContainEqual(
      expect.objectContaining({ annotation_id: "P0", code: "no-box", effect: "left-out" }),
    );
  });
});
