import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { svgHeadBytes, svgRoot } from "../../../src/core/page/svgRoot.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => svgRoot(bytes(text));
/** The size of an image whose root element has these attributes, or what stands in its way. */
function sizeOf(attributes: string): string {
  const found = read(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect/></svg>`);
  return found.kind === "svg" ? `${found.size.width} × ${found.size.height}` : found.kind;
}

describe("the size of an SVG image", () => {
  it.each([
    ['width="1600" height="2200"', "1600 × 2200"],
    ["width='1600px' height=' 2200PX '", "1600 × 2200"],
    ['width="1600" height="2200" viewBox="0 0 10 10"', "1600 × 2200"],
    ['width="1.6e3" height="+2200.4"', "1600 × 2200"],
    ['viewBox="0 0 1600 2200"', "1600 × 2200"],
    ['viewBox=" -5,-6 , 1600 2200 "', "1600 × 2200"],
    ['width="100%" height="100%" viewBox="0 0 1600 2200"', "1600 × 2200"],
    ['width="800" viewBox="0 0 1600 2200"', "800 × 1100"],
    ['height="1100" width="100%" viewBox="0 0 1600 2200"', "800 × 1100"],
    ['width="0.2" height="0.2"', "1 × 1"],
    ['width="60000" height="60000"', "60000 × 60000"],
  ])("is given in pixels, by the root or by its view box: %s", (attributes, size) => {
    expect(sizeOf(attributes)).toBe(size);
  });

  it.each([
    "",
    'width="100%" height="100%"',
    'width="20cm" height="30cm"',
    'width="40em" height="60em"',
    'width="1600"',
    'width="0" height="2200"',
    'width="-1600" height="2200"',
    'width="NaN" height="Infinity"',
    'width="1e999" height="1e999"',
    'width="1600" height="&#50;200"',
    'viewBox="0 0 1600"',
    'viewBox="0 0 1600 2200 5"',
    'viewBox="0 0 0 2200"',
    'data-width="1600" data-height="2200"',
  ])("is not guessed where it is not given: %s", attributes => {
    expect(sizeOf(attributes)).toBe("no-size");
  });

  it("is any that a program writes", () => {
    const side = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(side, side, fc.constantFrom("", "px"), (width, height, unit) => {
        expect(sizeOf(`width="${width}${unit}" height="${height}${unit}"`)).toBe(`${width} × ${height}`);
      }),
    );
  });
});

describe("an SVG image", () => {
  const root = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"/>';

  it.each([
    root,
    `\uFEFF${root}`,
    `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<!-- <svg width="9"> – ü -->\r\n${root}`,
    `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${root}`,
    '<svg:svg xmlns:svg="http://www.w3.org/2000/svg" width="3" height="4"></svg:svg>',
    "<svg\n\twidth = '3'\n\theight='4' title='a > b' xmlns='http://www.w3.org/2000/svg'>",
  ])("is told by its root element, behind whatever may stand before it: %s", text => {
    expect(read(text)).toEqual({ kind: "svg", size: { width: 3, height: 4 } });
  });

  it.each([
    "",
    "svg",
    "<svg onload='alert(1)'/>",
    '<svg xmlns="http://example.org/" width="3" height="4"/>',
    '<a:svg xmlns="http://www.w3.org/2000/svg" width="3" height="4"/>',
    `<html><body>${root}</body></html>`,
    `<!DOCTYPE html>${root.replaceAll("svg", "html")}`,
    `<svgx xmlns="http://www.w3.org/2000/svg" width="3" height="4"/>`,
    `text before ${root}`,
    root.slice(0, -3),
    '<svg xmlns="http://www.w3.org/2000/svg" width="3 height="4"/>',
    `<!-- ${root}`,
  ])("is nothing else: %s", text => {
    expect(read(text)).toEqual({ kind: "no-svg" });
  });

  it.each([
    "<!DOCTYPE svg [<!ENTITY a 'b'>]>",
    "<!DOCTYPE\nx:svg PUBLIC '' '' [",
    '<?xml version="1.0"?><!DOCTYPE svg [ ]>',
  ])("that declares entities is told apart, whatever its root says: %s", type => {
    expect(read(`${type}${root}`)).toEqual({ kind: "entities" });
  });

  it("is looked for in its head alone", () => {
    expect(read(`${" ".repeat(svgHeadBytes - root.length)}${root}`).kind).toBe("svg");
    expect(read(`${" ".repeat(svgHeadBytes - root.length + 1)}${root}`).kind).toBe("no-svg");
  });

  it("may be any bytes: each has one of the four answers", () => {
    const kinds = ["svg", "no-svg", "no-size", "entities"];
    const piece = fc.constantFrom(
      "<svg",
      " xmlns='http://www.w3.org/2000/svg'",
      " width='",
      "1",
      "e",
      "'",
      ">",
      "<!--",
      "]",
    );
    const texts = fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }).map(parts => bytes(parts.join("")));
    fc.assert(
      fc.property(fc.oneof(texts, fc.uint8Array({ maxLength: 300 })), input => {
        expect(kinds).toContain(svgRoot(input).kind);
      }),
    );
  });
});
