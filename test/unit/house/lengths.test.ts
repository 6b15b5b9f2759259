import ts from "typescript";
import { describe, expect, it } from "vitest";
import { projectFiles, readProjectFile } from "./projectFiles.js";

interface Measured {
  readonly name: string;
  readonly lines: number;
}

/** Every function of a text, of any kind, with its length in lines. */
function functionsOf(file: string, text: string): readonly Measured[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: Measured[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && "body" in node && node.body !== undefined) {
      const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line;
      const first = lineOf(node.getStart());
      found.push({ name: `${file}:${first + 1}`, lines: lineOf(node.getEnd()) - first + 1 });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isSource = (file: string) => /\.(ts|tsx|mjs)$/.test(file) && !file.startsWith("test/");
const functions = projectFiles.filter(isSource).flatMap(file => functionsOf(file, readProjectFile(file)));

describe("lengths", () => {
  it("of functions stay under 60 lines", () => {
    expect(functions.filter(({ lines }) => lines > 60)).toEqual([]);
  });

  it("of nine functions in ten stay under 30 lines", () => {
    const long = functions.filter(({ lines }) => lines >= 30);
    expect(long.length / functions.length, long.map(({ name }) => name).join(" ")).toBeLessThanOrEqual(0.1);
  });

  it("of files stay under 400 lines", () => {
    const files = projectFiles.filter(file => /\.(ts|tsx|mjs|css)$/.test(file));
    const lengths = files.map(name => ({ name, lines: readProjectFile(name).trimEnd().split("\n").length }));
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([]);
  });

  it("are measured of functions of every kind", () => {
    const text = "function a() {\n}\nconst b = () => {\n\n};\nclass C { get d() { return 1; }\n e() {\n\n\n} }";
    expect(functionsOf("x.ts", text).map(({ lines }) => lines)).toEqual([2, 3, 1, 4]);
  });
});
