// Builds dist/: the extension, its workers, the command line, the webview, glyph outlines and licences.
//   node esbuild.mjs [--watch]
import { chmodSync, copyFileSync, mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import * as esbuild from "esbuild";
import { makeGlyphs } from "./scripts/glyphs.mjs";
import { isMain } from "./scripts/isMain.mjs";
import { paths } from "./scripts/paths.mjs";
import { writeNotices } from "./scripts/writeNotices.mjs";

const from = (/** @type {string[]} */ ...parts) => join(paths.root, ...parts);
const to = (/** @type {string[]} */ ...parts) => join(paths.dist, ...parts);

/** `vscode` is given by the host; `sharp` is a native module and stays in node_modules. */
const external = ["vscode", "sharp"];

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  sourcemap: true,
  metafile: true,
  legalComments: "none",
  absWorkingDir: paths.root,
  logLevel: "warning",
};

/**
 * VS Code 1.100 brings Node 20, and so does the oldest machine that the command line promises to run on. Packages are
 * taken as modules where they are: what UMD asks for at run time cannot be bundled.
 *
 * @type {esbuild.BuildOptions}
 */
const forNode = {
  ...{ ...common, platform: "node", format: "cjs", target: "node20", external },
  ...{ conditions: ["module"], mainFields: ["module", "main"] },
};

/** @type {esbuild.BuildOptions} */
const forWebview = {
  ...common,
  platform: "browser",
  format: "iife",
  target: "chrome132",
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  loader: { ".ttf": "file", ".svg": "file" },
};

/** @type {readonly esbuild.BuildOptions[]} */
const bundles = [
  { ...forNode, entryPoints: [from("src", "start.ts")], outfile: to("start.js") },
  { ...forNode, entryPoints: [from("src", "extension.ts")], outfile: to("extension.js") },
  { ...forNode, entryPoints: [from("src", "worker.ts")], outfile: to("worker.js") },
  { ...forNode, entryPoints: [from("src", "factWorker.ts")], outfile: to("factWorker.js") },
  { ...forNode, entryPoints: [from("src", "miniatureWorker.ts")], outfile: to("miniatureWorker.js") },
  { ...forNode, entryPoints: [from("src", "miniatureRunWorker.ts")], outfile: to("miniatureRunWorker.js") },
  { ...forNode, entryPoints: [from("src", "benchmarkWorker.ts")], outfile: to("benchmarkWorker.js") },
  { ...forNode, entryPoints: [from("src", "gradingWorker.ts")], outfile: to("gradingWorker.js") },
  { ...forNode, entryPoints: [from("src", "linesWorker.ts")], outfile: to("linesWorker.js") },
  { ...forNode, entryPoints: [from("src", "searchWorker.ts")], outfile: to("searchWorker.js") },
  { ...forNode, entryPoints: [from("src", "mcp.ts")], outfile: to("mcp.js") },
  { ...forNode, entryPoints: [from("src", "cli.ts")], outfile: to("cli.js"), banner: { js: "#!/usr/bin/env node" } },
  { ...forWebview, entryPoints: [from("webview", "main.tsx")], outfile: to("webview", "main.js") },
  { ...forWebview, entryPoints: [from("webview", "metrics.tsx")], outfile: to("webview", "metrics.js") },
  { ...forWebview, entryPoints: [from("webview", "strategies.tsx")], outfile: to("webview", "strategies.js") },
  { ...forWebview, entryPoints: [from("webview", "compare.tsx")], outfile: to("webview", "compare.js") },
  { ...forWebview, entryPoints: [from("webview", "review.tsx")], outfile: to("webview", "review.js") },
  { ...forWebview, entryPoints: [from("webview", "launch.tsx")], outfile: to("webview", "launch.js") },
  { ...forWebview, entryPoints: [from("webview", "miniature.tsx")], outfile: to("webview", "miniature.js") },
  { ...forWebview, entryPoints: [from("webview", "benchmark.tsx")], outfile: to("webview", "benchmark.js") },
  { ...forWebview, entryPoints: [from("webview", "evaluation.tsx")], outfile: to("webview", "evaluation.js") },
  { ...forWebview, entryPoints: [from("webview", "distil.tsx")], outfile: to("webview", "distil.js") },
  { ...forWebview, entryPoints: [from("webview", "lines.tsx")], outfile: to("webview", "lines.js") },
];

/** What travels to training hosts and goes along with exports, and nothing else: caches of an interpreter stay out. */
const trainerFiles = readdirSync(from("src", "trainer")).filter(name => /\.(sh|py|jinja)$/.test(name));

/** Files that are taken as they are, from and to. */
const copies = [
  ...["codicon.css", "codicon.ttf"].map(name => ({
    source: from("node_modules", "@vscode", "codicons", "dist", name),
    copy: to("webview", name),
  })),
  ...trainerFiles.map(name => ({ source: from("src", "trainer", name), copy: to("trainer", name) })),
];

/**
 * Deletes what an older build left behind: nothing stale may be packaged. The folder itself stays, because a window or
 * a command line may be running from it.
 *
 * @param {readonly string[]} made absolute paths
 */
function sweep(made) {
  const keep = new Set(made.map(file => relative(paths.dist, file)));
  const files = readdirSync(paths.dist, { recursive: true, encoding: "utf8" });
  for (const name of files) if (!keep.has(name) && statSync(to(name)).isFile()) rmSync(to(name));
}

/**
 * Builds everything into dist/.
 *
 * @returns {Promise<void>}
 */
export async function build() {
  for (const folder of ["webview", "trainer"]) mkdirSync(to(folder), { recursive: true });
  const results = await Promise.all(bundles.map(options => esbuild.build(options)));
  const made = results.flatMap(result =>
    Object.keys(result.metafile?.outputs ?? {}).map(file => resolve(paths.root, file)),
  );
  for (const { source, copy } of copies) copyFileSync(source, copy);
  chmodSync(to("cli.js"), 0o755);
  const glyphs = to("glyphs.json");
  await makeGlyphs(glyphs);
  const notices = to("THIRD_PARTY_NOTICES.txt");
  writeNotices(
    results.flatMap(result => Object.keys(result.metafile?.inputs ?? {})),
    notices,
  );
  sweep([...made, ...copies.map(({ copy }) => copy), glyphs, notices]);
}

/** Builds, then builds again whatever a change touches, until the process ends. */
async function watch() {
  await build();
  const contexts = await Promise.all(bundles.map(options => esbuild.context({ ...options, logLevel: "info" })));
  await Promise.all(contexts.map(context => context.watch()));
}

if (isMain(import.meta.url)) await (process.argv.includes("--watch") ? watch() : build());
