import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { LoggedNumber } from "../../../src/core/rollout/loggedNumber.js";
import type { Runs } from "../../../src/node/runs/runs.js";
import type { OpenedRow } from "../../../src/protocol/rolloutView.js";
import type { ListQuery } from "../../../src/protocol/runsApi.js";
import type { TreeNode } from "../../../src/protocol/treeNode.js";

const folder = join(import.meta.dirname, "../../fixtures/formats");

/** Names of the formats that have a fixture: `test/fixtures/formats/<format>/run` and `expected.json` beside it. */
export const fixtureFormats = (): readonly string[] => readdirSync(folder).sort();

/** Copies the files of a format's fixture to where a test may change them. */
export function copyFixture(format: string, to: string): void {
  cpSync(join(folder, format, "run"), to, { recursive: true });
}

/** What a person wrote down that the fixture holds. */
export const expectedOf = (format: string): unknown =>
  JSON.parse(readFileSync(join(folder, format, "expected.json"), "utf8"));

const query: ListQuery = { order: { key: "file", descending: false }, filters: [] };

async function below(runs: Runs, id: string | null): Promise<readonly TreeNode[]> {
  const nodes = await runs.children({ id, query });
  const lists = await Promise.all(
    nodes.map(async node => [node, ...(node.hasChildren && node.kind !== "rollout" ? await below(runs, node.id) : [])]),
  );
  return lists.flat();
}

function scoreOf(score: LoggedNumber): number | string {
  if (score.kind === "number") return score.value;
  return score.kind === "infinity" ? (score.sign < 0 ? "-infinity" : "infinity") : score.kind;
}

function rowOf(opened: OpenedRow): Record<string, unknown> {
  if (opened.kind === "unreadable") return { unreadable: opened.code };
  const total = opened.reward.find(({ role }) => role === "total");
  return {
    step: opened.step,
    score: total === undefined ? "none" : scoreOf(total.value),
    outcome: opened.outcome,
    given: opened.question.given,
    expected: opened.question.expected,
    turns: opened.turns.map(({ role }) => role).join(" "),
    calls: opened.calls.map(({ tool, requested }) => `${tool ?? "?"} ${JSON.stringify(requested)}`),
  };
}

async function seenOf(runs: Runs, place: (path: string) => string, node: TreeNode): Promise<Record<string, unknown>> {
  if (node.kind === "run") return { run: place(node.path), notes: node.notes.map(({ code }) => code) };
  if (node.kind === "phase") return { phase: node.phase };
  if (node.kind === "step") return { step: node.step, rollouts: node.rollouts, stale: node.staleBy };
  if (node.kind === "group") return { group: node.questionId ?? node.question };
  if (node.kind === "rollout" || node.kind === "malformed")
    return { row: `${place(node.ref.file)} ${node.ref.row}`, ...rowOf(await runs.open({ ref: node.ref })) };
  if (node.kind === "file") {
    const problem = node.problem?.code ?? null;
    return { file: place(node.path), format: node.format, rows: node.rows, problem };
  }
  if (node.kind === "metrics") return { metrics: place(node.file), rows: node.rows, latestStep: node.latestStep };
  return { kind: node.kind };
}

/** Everything that is seen of a folder: the nodes of its tree in order, and every rollout opened. */
export async function whatIsSeen(runs: Runs, root: string): Promise<unknown> {
  const nodes = await below(runs, null);
  const place = (path: string) => relative(root, path).split(sep).join("/");
  return Promise.all(nodes.map(node => seenOf(runs, place, node)));
}
