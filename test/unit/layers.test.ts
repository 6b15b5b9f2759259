import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..", "..");

/** Packages that a layer may import, each with its reason. */
const packages = {
  core: {
    zod: "checks what was read",
    yaml: "writes LLaMA-Factory's configuration; pure",
    "jsonc-parser": "where a key stands in a run configuration, comments and all; pure",
    "@stdlib/stats-base-dists-t-quantile": "quantiles of Student's t for intervals; pure, exact to the last digits",
  },
  protocol: {
    zod: "checks what crosses a border of trust",
  },
  node: {
    zod: "checks what was read",
    chokidar: "watches folders",
    sharp: "measures, cuts and encodes images; native, loaded on first use",
    hyparquet: "reads Parquet datasets row by row",
    "hyparquet/src/assemble.js":
      "lists and structs of a row group, without waiting: threads read rows of every format alike",
    "hyparquet/src/column.js": "as above: pages of a column",
    "hyparquet/src/convert.js": "as above: what the types of values are read with",
    "hyparquet/src/schema.js": "as above: where a column stands in the schema",
    "hyparquet-compressors": "the compressions that pyarrow writes",
    "hyparquet-writer": "writes training data as Parquet, by a schema that is given",
    commander: "arguments and help of the command line",
    fzstd: "reads zstd in archives where Node itself does not; one file, no dependencies",
    "@modelcontextprotocol/sdk/server/mcp.js": "the protocol's own server: dist/mcp.js alone",
    "@modelcontextprotocol/sdk/server/stdio.js": "as above, over standard input and output",
    "@modelcontextprotocol/sdk/types.js": "as above: what an answer is",
    sax: "reads XML annotations event by event, and expands no entity",
  },
  host: {
    zod: "checks settings and what a webview sends",
    vscode: "this is the layer that knows it",
  },
  webview: {
    zod: "checks what comes back from the state that VS Code keeps",
    preact: "draws the views",
    "preact/hooks": "state of a component",
    "preact/jsx-runtime": "what JSX compiles to",
    "@preact/signals": "state that several components share",
    "@vscode/webview-ui-toolkit": "controls that look like VS Code's; controls.ts only",
    "@tanstack/virtual-core": "long lists",
    uplot: "curves",
    "uplot/dist/uPlot.min.css": "the style sheet of the curves",
  },
} as const;

interface Layer {
  readonly files: RegExp;
  /** Other layers whose files it may import. */
  readonly sees: RegExp | null;
  readonly packages: Readonly<Record<string, string>>;
  readonly mayUseNode: boolean;
}

const layers: readonly Layer[] = [
  { files: /^src\/core\//, sees: null, packages: packages.core, mayUseNode: false },
  { files: /^src\/protocol\//, sees: /^src\/core\//, packages: packages.protocol, mayUseNode: false },
  {
    files:
      /^src\/(node\/|worker\.ts$|factWorker\.ts$|miniatureWorker\.ts$|miniatureRunWorker\.ts$|benchmarkWorker\.ts$|gradingWorker\.ts$|linesWorker\.ts$|searchWorker\.ts$|mcp\.ts$|cli\.ts$)/,
    sees: /^src\/(core|protocol)\//,
    packages: packages.node,
    mayUseNode: true,
  },
  {
    files: /^src\/(host\/|extension\.ts$|start\.ts$)/,
    sees: /^src\/(core|protocol|node)\//,
    packages: packages.host,
    mayUseNode: true,
  },
  { files: /^webview\//, sees: /^src\/(core|protocol)\//, packages: packages.webview, mayUseNode: false },
];

const toolkit = "@vscode/webview-ui-toolkit";

/** Every module that a text names: by value, by type, inline, dynamically, by require or in a re-export. */
function importsOf(file: string, text: string): readonly string[] {
  const named = ts.preProcessFile(text, true, true).importedFiles.map(imported => imported.fileName);
  return named.map(to => (to.startsWith(".") ? posix.normalize(`${posix.dirname(file)}/${to}`) : to));
}

/** Whether an import stays inside the importing file's layer. Paths from the root of the checkout, with slashes. */
function isAllowed(file: string, to: string): boolean {
  const layer = layers.find(({ files }) => files.test(file));
  if (layer === undefined) return false;
  if (/^(src|webview)\//.test(to)) {
    // Style sheets count as files of the layer that they lie in.
    const source = to.replace(/\.js$/, ".ts");
    return layer.files.test(source) || layer.sees?.test(source) === true;
  }
  if (to.startsWith("node:")) return layer.mayUseNode;
  if (to === toolkit) return file === "webview/controls.ts";
  return Object.hasOwn(layer.packages, to);
}

const straysOf = (file: string, text: string) =>
  importsOf(file, text)
    .filter(to => !isAllowed(file, to))
    .map(to => `${file} -> ${to}`);

/** Cycles among modules, each as the path that closes it. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const state = new Map<string, "open" | "done">();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === "done") return;
    if (state.get(file) === "open") {
      cycles.push([...trail.slice(trail.indexOf(file)), file].join(" -> "));
      return;
    }
    state.set(file, "open");
    for (const to of graph.get(file) ?? []) visit(to, [...trail, file]);
    state.set(file, "done");
  };
  for (const file of graph.keys()) visit(file, []);
  return cycles;
}

/** The file that an import means: `.js` is written, `.ts` or `.tsx` lies there. */
function resolveAmong(files: ReadonlySet<string>, to: string): string | undefined {
  return [to, to.replace(/\.js$/, ".ts"), to.replace(/\.js$/, ".tsx")].find(name => files.has(name));
}

const sources = ["src", "webview"].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map(name => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter(name => /\.tsx?$/.test(name)),
);
const textOf = (file: string) => readFileSync(join(root, file), "utf8");

describe("imports", () => {
  it("stay inside their layer", () => {
    expect(sources.flatMap(file => straysOf(file, textOf(file)))).toEqual([]);
  });

  it("make no cycle", () => {
    const known = new Set(sources);
    const graph = new Map(
      sources.map(file => [file, importsOf(file, textOf(file)).flatMap(to => resolveAmong(known, to) ?? [])] as const),
    );
    expect(cyclesOf(graph)).toEqual([]);
  });

  it("name a file that is there, with the ending .js", () => {
    const known = new Set(sources);
    const ours = (file: string) => importsOf(file, textOf(file)).filter(to => /^(src|webview)\//.test(to));
    // Data are taken in as they are: the prompts of the benchmark.
    const isFile = (to: string) => /\.(css|json)$/.test(to) && existsSync(join(root, to));
    const lost = (file: string) =>
      ours(file).filter(to => !isFile(to) && (!to.endsWith(".js") || resolveAmong(known, to) === undefined));
    expect(sources.flatMap(file => lost(file).map(to => `${file} -> ${to}`))).toEqual([]);
  });

  it("find at least the sources that exist", () => {
    expect(sources).toContain("src/protocol/rpc.ts");
  });
});

describe("the check of layers", () => {
  it.each([
    ["src/core/page/a.ts", 'import "node:fs";'],
    ["src/core/page/a.ts", 'import type { Uri } from "vscode";'],
    ["src/core/page/a.ts", 'const x: import("../../node/index/b.js").B = 1;'],
    ["src/core/page/a.ts", 'import "../../protocol/rpc.js";'],
    ["src/core/page/a.ts", 'export * from "sharp";'],
    ["src/protocol/a.ts", 'await import("../node/a.js");'],
    ["src/node/a.ts", 'import * as vscode from "vscode";'],
    ["src/node/a.ts", 'import "../host/a.js";'],
    ["src/worker.ts", 'import "./extension.js";'],
    ["src/cli.ts", 'const v = require("vscode");'],
    ["src/host/a.ts", 'import "../../webview/main.js";'],
    ["src/host/a.ts", 'import sharp from "sharp";'],
    ["webview/a.tsx", 'import "../src/node/a.js";'],
    ["webview/a.tsx", 'import "node:path";'],
    ["webview/a.tsx", `import "${toolkit}";`],
    ["elsewhere/a.ts", 'import "zod";'],
  ])("catches in %s: %s", (file, text) => {
    expect(straysOf(file, text)).toHaveLength(1);
  });

  it("lets through what the layers allow", () => {
    expect(straysOf("src/core/a.ts", 'import * as z from "zod"; import "./b.js";')).toEqual([]);
    expect(straysOf("src/worker.ts", 'import "./node/a.js"; import "node:fs"; import "chokidar";')).toEqual([]);
    expect(straysOf("webview/controls.ts", `import "${toolkit}"; import "../src/protocol/rpc.js";`)).toEqual([]);
  });

  it("finds a cycle, also one of types", () => {
    const graph = new Map([
      ["a", ["b"]],
      ["b", ["c"]],
      ["c", ["b"]],
      ["d", ["a"]],
    ]);
    expect(cyclesOf(graph)).toEqual(["b -> c -> b"]);
  });
});
