import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { XmlElement } from "../../../src/core/benchmark/sources/xmlElement.js";
import { readXml } from "../../../src/node/benchmark/sources/readXml.js";

const read = (text: string | Buffer) => readXml(Buffer.from(text));

function depthOf(element: XmlElement | null): number {
  return element === null ? 0 : 1 + Math.max(0, ...element.children.map(depthOf));
}

describe("an XML file", () => {
  it("is read with names, texts and lines, whatever prefix its names have", () => {
    const { root, faults, isExact } = read(
      '<?xml version="1.0"?>\n<a:book xmlns:a="urn:x">\n<a:page a:id="1">hi<![CDATA[<&]]></a:page></a:book>',
    );
    expect(faults).toEqual([]);
    expect(isExact).toBe(true);
    expect(root?.name).toBe("book");
    const [page] = root?.children ?? [];
    expect(page).toMatchObject({ name: "page", line: 3, text: "hi<&" });
    expect(page?.attributes.get("id")).toBe("1");
  });

  it("expands no entity that it declares itself: a billion laughs stay a few letters", () => {
    const levels = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
    const { root, faults } = read(`<!DOCTYPE x [<!ENTITY l0 "lol">${levels}]><book title="&l9;"><p>&l9;</p></book>`);
    expect(faults.length).toBeGreaterThan(0);
    expect(JSON.stringify(root).length).toBeLessThan(500);
    expect(root?.children[0]?.text).toBe("&l9;");
  });

  it("opens nothing that it refers to", () => {
    const { root } = read(
      '<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY e SYSTEM "file:///etc/passwd">]><book>&e;</book>',
    );
    expect(root?.text).toBe("&e;");
  });

  it("of 10,000 levels is read to a depth that readers may walk, and says so", () => {
    const { root, faults } = read(`${"<a>".repeat(10_000)}${"</a>".repeat(10_000)}`);
    expect(depthOf(root)).toBe(64);
    expect(faults).toEqual([{ line: 1, reason: "<a> lies too deep" }]);
  });

  it("keeps what stood before the damage, and what stands behind it", () => {
    const { root, faults } = read('<book><page id="0"/>\n<page id="1"></pag></page>\n<page id="2"/></book>');
    expect(root?.children.map(({ attributes }) => attributes.get("id"))).toEqual(["0", "1", "2"]);
    expect(faults[0]?.line).toBe(2);
  });

  it("that ends too early has what it had", () => {
    const { root, faults } = read('<book>\n<pages><page id="7"><frame id="1"/><frame id="');
    expect(root?.children[0]?.children[0]?.children).toHaveLength(1);
    expect(faults.some(({ reason }) => /Unclosed|Unexpected end/.test(reason))).toBe(true);
  });

  it("tells no more faults than a person reads, and is given up where nearly all of it is wrong", () => {
    // Each of these ends is wrong for every element that is open: to go on would take time by the square.
    const { root, faults } = read("<a>&x;</b>".repeat(5000));
    expect(root?.name).toBe("a");
    expect(faults).toHaveLength(21);
    expect(faults.at(-1)?.reason).toContain("what follows is left out");
  });

  it("may hold zeros or be no text at all", () => {
    expect(read("<book title='a\0b'>\0</book>").root?.attributes.get("title")).toBe("a\0b");
    expect(read(Buffer.from([0, 1, 2, 255, 254, 60])).root).toBeNull();
    expect(read("").root).toBeNull();
  });

  it("is decoded as it says: UTF-16 by its mark, Shift_JIS by its declaration", () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<book title="é漢"/>', "utf16le")]);
    expect(readXml(utf16).root?.attributes.get("title")).toBe("é漢");
    const sjis = Buffer.concat([
      Buffer.from('<?xml version="1.0" encoding="Shift_JIS"?><book title="'),
      Buffer.from([0x82, 0xa0]),
      Buffer.from('"/>'),
    ]);
    expect(readXml(sjis)).toMatchObject({ isExact: true });
    expect(readXml(sjis).root?.attributes.get("title")).toBe("あ");
  });

  it("in another encoding than it says is read all the same, and said to be inexact", () => {
    const latin = Buffer.concat([Buffer.from('<book title="caf'), Buffer.from([0xe9]), Buffer.from('"/>')]);
    expect(readXml(latin).isExact).toBe(false);
    expect(readXml(latin).root?.attributes.get("title")).toBe("caf\uFFFD");
    expect(read('<?xml version="1.0" encoding="no-such"?><book title="x"/>')).toMatchObject({ isExact: false });
  });

  it("makes no reader fail, whatever stands in it", () => {
    const part = fc.constantFrom(
      "<a>",
      "</a>",
      "<b c='1'",
      "/>",
      "<![CDATA[",
      "]]>",
      "&x;",
      "&#0;",
      "<!--",
      "-->",
      "<?x",
      "?>",
      "<!DOCTYPE",
      "é",
      "\0",
      ">",
      "'",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), parts => {
        const { root, faults } = read(parts.join(""));
        expect(depthOf(root)).toBeLessThanOrEqual(64);
        expect(faults.every(({ line }) => line >= 1)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
