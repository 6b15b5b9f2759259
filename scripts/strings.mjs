// Collects every sentence that a person sees into l10n/bundle.l10n.json, which translations start from.
//   node scripts/strings.mjs           writes the bundle
//   node scripts/strings.mjs --check   fails when it is not what the code says
//   node scripts/strings.mjs --missing lists what a language lacks, and what it has too much
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { isMain } from "./isMain.mjs";
import { paths } from "./paths.mjs";

const bundle = join(paths.root, "l10n", "bundle.l10n.json");

/** Where sentences are: calls of `t("…")` in the host, and the tables of the views. */
const hostFolder = join(paths.root, "src", "host");
const tables = [
  "taskKindStrings.ts",
  "viewStrings.ts",
  "filterStrings.ts",
  "links/linkFaultStrings.ts",
  "metricsStrings.ts",
  "exportStrings.ts",
  "reward/rewardStrings.ts",
  "reward/alarmStrings.ts",
  "reward/compareStrings.ts",
  "jobs/planStrings.ts",
  "jobs/sftStrings.ts",
  "jobs/miniatureRunStrings.ts",
  "jobs/codeStrings.ts",
  "jobs/configStrings.ts",
  "jobs/launchStrings.ts",
  "jobs/dataStrings.ts",
  "jobs/hostStrings.ts",
  "jobs/engineStrings.ts",
  "jobs/failureStrings.ts",
  "simulate/comparisonStrings.ts",
  "simulate/miniatureStrings.ts",
  "endpoint/endpointStrings.ts",
  "benchmark/promptStrings.ts",
  "benchmark/statisticsStrings.ts",
  "benchmark/benchmarkStrings.ts",
  "benchmark/mappingReasonStrings.ts",
  "benchmark/importProblemStrings.ts",
  "review/reviewStrings.ts",
  "evaluation/runFindingStrings.ts",
  "evaluation/checkpointFindingStrings.ts",
  "evaluation/serveStrings.ts",
  "evaluation/evaluationStrings.ts",
  "evaluation/paperNoteStrings.ts",
  "evaluation/distilFindingStrings.ts",
  "distil/distilStrings.ts",
  "lines/linesStrings.ts",
  "evaluation/resultStrings.ts",
  "evaluation/foreignFaultStrings.ts",
  "evaluation/foreignFlagStrings.ts",
].map(name => join(paths.root, "src", "protocol", name));

/**
 * Every sentence of the product, in the order of their text.
 *
 * @returns {readonly string[]}
 */
export function sentences() {
  const files = readdirSync(hostFolder, { recursive: true, encoding: "utf8" }).filter(name => name.endsWith(".ts"));
  const ofHost = files.flatMap(name => translatedLiterals(parse(join(hostFolder, name))));
  const ofViews = tables.flatMap(table => tableLiterals(parse(table)));
  return [...new Set([...ofHost, ...ofViews])].sort();
}

/** The bundle as it is written to disk. */
export function bundleText() {
  return `${JSON.stringify(Object.fromEntries(sentences().map(text => [text, text])), null, 2)}\n`;
}

/** @param {string} file */
function parse(file) {
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ESNext, true);
}

/**
 * The first arguments of calls of `t`. One that is no literal could not be translated, so it is an error.
 *
 * @param {ts.SourceFile} source
 * @returns {string[]}
 */
function translatedLiterals(source) {
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = node => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "t") {
      const first = node.arguments[0];
      if (first === undefined || !ts.isStringLiteralLike(first)) {
        const { line } = source.getLineAndCharacterOfPosition(node.getStart());
        throw new Error(`${source.fileName}:${line + 1}: t() needs a literal, or it cannot be translated`);
      }
      found.push(first.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * The values of a view's table.
 *
 * @param {ts.SourceFile} source
 * @returns {string[]}
 */
function tableLiterals(source) {
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = node => {
    if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.initializer)) found.push(node.initializer.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/**
 * What the languages lack and have too much, a line each. Both of VS Code's places count: `package.nls.*.json` for the
 * manifest, `l10n/bundle.l10n.*.json` for the code, against the bundle as it was last written.
 *
 * @returns {readonly string[]}
 */
export function untranslated() {
  const manifest = translations("", /^package\.nls\.[\w-]+\.json$/);
  const code = translations("l10n", /^bundle\.l10n\.[\w-]+\.json$/);
  return [
    ...manifest.flatMap(file => differences(file, table("package.nls.json"))),
    ...code.flatMap(file => differences(file, table(join("l10n", "bundle.l10n.json")))),
  ];
}

/**
 * @param {string} folder
 * @param {RegExp} name
 */
function translations(folder, name) {
  return readdirSync(join(paths.root, folder))
    .filter(file => name.test(file))
    .map(file => join(folder, file));
}

/**
 * @param {string} file
 * @param {Record<string, string>} wanted
 */
function differences(file, wanted) {
  const had = table(file);
  return [
    ...Object.entries(wanted).flatMap(([key, text]) =>
      key in had ? [] : [`${file} lacks ${key}${key === text ? "" : `: ${text}`}`],
    ),
    ...Object.keys(had).flatMap(key => (key in wanted ? [] : [`${file} has too much: ${key}`])),
  ];
}

/**
 * @param {string} file
 * @returns {Record<string, string>}
 */
function table(file) {
  return JSON.parse(readFileSync(join(paths.root, file), "utf8"));
}

function main() {
  if (process.argv.includes("--missing")) {
    const lines = untranslated();
    for (const line of lines) console.log(line);
    process.exitCode = lines.length === 0 ? 0 : 1;
    return;
  }
  const text = bundleText();
  if (!process.argv.includes("--check")) {
    mkdirSync(join(paths.root, "l10n"), { recursive: true });
    writeFileSync(bundle, text);
    return;
  }
  if (readFileSync(bundle, "utf8") === text) return;
  console.error("l10n/bundle.l10n.json is not what the code says: run `node scripts/strings.mjs`");
  process.exitCode = 1;
}

if (isMain(import.meta.url)) main();
