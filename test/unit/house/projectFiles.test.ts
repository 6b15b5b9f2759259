import ts from "typescript";
import { describe, expect, it } from "vitest";
import { projectFiles, readProjectFile } from "./projectFiles.js";

const isText = (file: string) => !/\.(png|jpe?g|parquet|ttf|zip|vsix)$/.test(file);
const texts = projectFiles.filter(isText).map(file => ({ file, text: readProjectFile(file) }));
const isModule = (file: string) => /\.(ts|tsx|mjs)$/.test(file);

/** Tools load their configuration as a default export. */
const configuration = /^[\w.]+\.config\.m[jt]s$/;

/** A pattern from pieces, so that this file does not find itself. */
const pattern = (...pieces: readonly string[]) => new RegExp(pieces.join(""));

const forbidden = [
  ["an absolute path of the machine that it was written on", pattern("/(wo", "rk|ro", "ot)/")],
  ["a home folder", /\/(home|Users)\/(?!me\/|you\/|user\/)\w+\//],
  ["the host name of a package registry", pattern("regis", "try\\.[a-z]|npm", "js\\.(org|com)")],
  ["a note to do something later", pattern("\\b(TO", "DO|FIX", "ME|XX", "X)\\b")],
  ["a rule of the linter or compiler switched off", pattern("eslint-dis", "able|@ts-(ig", "nore|no", "check)")],
] as const;

function hasDefaultExport(file: string, text: string): boolean {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.some(
    statement =>
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) === true),
  );
}

describe("files of the project", () => {
  it.each(forbidden)("hold: no %s", (_, unwanted) => {
    expect(texts.filter(({ text }) => unwanted.test(text)).map(({ file }) => file)).toEqual([]);
  });

  it("have no default exports but in configuration", () => {
    const modules = texts.filter(({ file }) => isModule(file) && !configuration.test(file));
    expect(modules.filter(({ file, text }) => hasDefaultExport(file, text)).map(({ file }) => file)).toEqual([]);
  });

  it("are named after what they export: no barrels, no drawers", () => {
    const names = /(^|\/)(utils?|helpers?|common|misc)(\.|\/)|(^|\/)index\.tsx?$/;
    // The module that VS Code is told to run is named by VS Code's convention.
    expect(projectFiles.filter(file => names.test(file) && file !== "test/host/index.ts")).toEqual([]);
  });

  it("hold no packages, builds or dumps", () => {
    expect(projectFiles.filter(file => /(^|\/)(node_modules|dist|out|\.cache)\/|\.vsix$/.test(file))).toEqual([]);
  });

  it("import VS Code's toolkit in one place", () => {
    const importing = texts.filter(
      ({ file, text }) => /^(src|webview)\//.test(file) && text.includes('"@vscode/webview-ui-toolkit'),
    );
    expect(importing.map(({ file }) => file).filter(file => file !== "webview/controls.ts")).toEqual([]);
  });
});

describe("the check of default exports", () => {
  it.each(["export default 1;", "export default function f() {}", "const a = 1; export default a;"])(
    "sees: %s",
    text => {
      expect(hasDefaultExport("x.ts", text)).toBe(true);
    },
  );

  it("lets named exports through", () => {
    expect(hasDefaultExport("x.ts", "export const a = 1; export function b() {}")).toBe(false);
  });
});
