import type { ResizeLimits } from "../page/resizeLimits.js";
import type { Size } from "../page/size.js";
import { smartResize } from "../page/smartResize.js";
import type { Finding } from "./finding.js";
import { llamaFactoryGrid } from "./llamaFactoryGrid.js";
import type { ResolvedConfig } from "./resolvedConfig.js";
import type { SftRow, SftRowProblem } from "./sftRow.js";

/** A measured row with the sizes of its images, in order; null: that one cannot be read. */
export interface MeasuredSftRow extends SftRow {
  readonly sizes: readonly (Size | null)[];
}

/** Side multiple of Qwen2.5-VL's grid. */
const factor = 28;
/** Chat tokens of a row. */
const templateTokens = 24;
const key = "data.train";

/** What the rows of a supervised run mean: skipped, cut, in another grid than reinforcement learning will see. */
export function sftDataFindings(resolved: ResolvedConfig, rows: readonly MeasuredSftRow[]): readonly Finding[] {
  const { train } = resolved.config.data;
  if (rows.length === 0) return [{ level: "error", code: "no-questions", values: [train], key: "data.tasks" }];
  return [
    ...problemFindings(rows),
    ...thoughtFindings(resolved, rows),
    ...lengthFindings(resolved, rows),
    ...gridFindings(resolved, rows),
  ];
}

const codes = {
  shape: "sft-rows-shape",
  role: "sft-rows-role",
  order: "sft-rows-order",
  odd: "sft-rows-odd",
  images: "sft-rows-images",
} as const satisfies Record<SftRowProblem, string>;

function problemFindings(rows: readonly MeasuredSftRow[]): readonly Finding[] {
  const findings = new Map<SftRowProblem, { count: number; readonly first: number }>();
  for (const [at, { problem }] of rows.entries()) {
    if (problem === null) continue;
    const known = findings.get(problem);
    if (known === undefined) findings.set(problem, { count: 1, first: at });
    else known.count++;
  }
  return [...findings].map(([problem, { count, first }]) => ({
    // A wrong number of images ends the run while it reads the data; other rows are skipped with a warning in the log.
    level: problem === "images" || problem === "shape" || count === rows.length ? "error" : "warning",
    code: codes[problem],
    values: [count, rows.length, first],
    key,
  }));
}

function thoughtFindings({ config }: ResolvedConfig, rows: readonly MeasuredSftRow[]): readonly Finding[] {
  const thoughtful = rows.filter(({ hasThought }) => hasThought).length;
  if (config.method === "SFT-R" && thoughtful < rows.length)
    return [{ level: "warning", code: "sft-without-thought", values: [rows.length - thoughtful, rows.length], key }];
  if (config.method === "SFT-S" && thoughtful > 0)
    return [{ level: "warning", code: "sft-with-thought", values: [thoughtful, rows.length], key }];
  return [];
}

const limitsOf = ({ maxPixels, minPixels }: ResolvedConfig): ResizeLimits => ({
  factor,
  maxPixels: maxPixels.value,
  minPixels: minPixels.value,
});

/** Tokens of a row at most; null when an image of it cannot be read. */
function tokensOf({ sizes, text }: MeasuredSftRow, limits: ResizeLimits): number | null {
  let tokens = templateTokens + text.high;
  for (const size of sizes) {
    const grid = size === null ? null : llamaFactoryGrid(size, limits);
    if (grid === null) return null;
    tokens += (grid.width / factor) * (grid.height / factor);
  }
  return tokens;
}

function lengthFindings(resolved: ResolvedConfig, rows: readonly MeasuredSftRow[]): readonly Finding[] {
  const cutoff = resolved.hyper.cutoffTokens.value;
  const lengths = rows.map(row => tokensOf(row, limitsOf(resolved)));
  const known = lengths.filter(tokens => tokens !== null);
  const longest = known.reduce((most, tokens) => Math.max(most, tokens), 0);
  const cut = known.filter(tokens => tokens > cutoff).length;
  const unknown = lengths.length - known.length;
  const findings: Finding[] = [];
  if (cut > 0)
    findings.push({
      level: "warning",
      code: "sft-rows-cut",
      values: [cut, rows.length, cutoff, longest],
      key: "hyper.cutoffTokens",
    });
  if (unknown > 0)
    findings.push({ level: "warning", code: "sft-pages-unknown", values: [unknown, rows.length], key: "data.images" });
  if (cut + unknown === 0)
    findings.push({
      level: "good",
      code: "sft-rows-fit",
      values: [rows.length, longest, cutoff],
      key: "hyper.cutoffTokens",
    });
  return findings;
}

/** Pages that the two trainers show in grids of different size: boxes learnt here are off by up to a tile there. */
function gridFindings(resolved: ResolvedConfig, rows: readonly MeasuredSftRow[]): readonly Finding[] {
  const limits = limitsOf(resolved);
  const pages = rows.map(({ sizes }) => sizes[0] ?? null).filter(size => size !== null);
  const different = pages.filter(page => {
    const here = llamaFactoryGrid(page, limits);
    const there = smartResize(page, limits);
    if (here === null || there.kind !== "resized") return false;
    return here.width !== there.size.width || here.height !== there.size.height;
  }).length;
  if (different === 0) return [];
  return [{ level: "note", code: "sft-grid-differs", values: [different, pages.length], key: "pixels.max" }];
}
