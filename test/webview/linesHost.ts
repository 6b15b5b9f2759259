import { topLevelFields } from "../../src/core/lines/topLevelFields.js";
import type { LinesState, ShownLine } from "../../src/protocol/lines/linesDeskApi.js";
import { linesHostSchemas, type LinesHostApi, type LinesViewApi } from "../../src/protocol/lines/linesViewApi.js";
import { connect, serve } from "../../src/protocol/rpc.js";
import { pretendWindow } from "./pretendWindow.js";

declare global {
  interface Window {
    lines: {
      /** Calls of the view, in order. */
      readonly calls: { method: string; params: unknown }[];
      readonly view: { [K in keyof LinesViewApi]: LinesViewApi[K] };
      /** The file's rows become other ones, or more. */
      write(text: readonly string[], isRewritten: boolean): void;
      /** Searches are answered only when this is called. */
      goOn(): void;
    };
  }
}

const query = new URLSearchParams(location.search);
const encoder = new TextEncoder();
const bytesOf = (text: string) => encoder.encode(text).length;
const rowOf = (index: number) =>
  JSON.stringify({
    step: 40 + (index % 7),
    question_id: `dep-${String(index).padStart(6, "0")}`,
    score: (index % 9) / 8 - 0.125,
    input: "<|im_start|>user\n<image>Which marked character is closer to the viewer?<|im_end|>\n",
    output: `<think>In the upper row, character ${String(index)} stands behind the table …</think>\n<answer>${index % 2 === 0 ? "A" : "B"}</answer>`,
    boxes: [{ bbox_2d: [120, 40, 388, 512], label: "face" }],
  });

const madeUp: Readonly<Record<string, () => readonly string[]>> = {
  usual: () => Array.from({ length: Number(query.get("rows") ?? 3000) }, (_, index) => rowOf(index)),
  odd: () => [
    '{"a": NaN, "b": -Infinity, "c": null}',
    '{"text": "one\\ntwo", "nul": "\u0000", "tab": "\t"}',
    "",
    "plain text, no JSON",
    "[1, 2, 3]",
    JSON.stringify({ long: "lorem ipsum ".repeat(400), list: Array.from({ length: 90 }, (_, index) => index) }),
    JSON.stringify({ huge: "x".repeat(700_000) }),
    '{"bytes": "caf\uFFFD"}',
    '{"torn": "it is still being wri',
  ],
  utf16: () => ["\uFFFD\uFFFD{\u0000}\u0000", "\u0000{\u0000}\u0000"],
  none: () => [],
};

const name = query.get("file") ?? "usual";
// A long file is not made: its rows are what their numbers say.
const many = Number(query.get("many") ?? 0);
let rows: readonly string[] = many > 0 ? [] : (madeUp[name] ?? (() => []))();
let generation = 0;
let version = 1;
let told: (() => void)[] = [];
let mayGoOn: (() => void)[] = [];
const textAt = (row: number) => (many > 0 ? `{"row": ${String(row)}, "half": ${String(row / 2)}}` : (rows[row] ?? ""));
const countNow = () => (many > 0 ? many : rows.length);

function stateNow(): LinesState {
  const bytes = many > 0 ? many * 40 : rows.reduce((sum, text) => sum + bytesOf(text) + 1, 0);
  const failure = name === "gone" ? ({ code: "gone", message: "" } as const) : null;
  const readBytes = query.has("reading") ? Math.floor(bytes * 0.4) : bytes;
  return {
    version,
    generation,
    rows: countNow(),
    bytes,
    readBytes,
    isTorn: name === "odd",
    isUtf16: name === "utf16",
    failure,
  };
}

function shown(row: number): ShownLine {
  const text = textAt(row);
  const fields = topLevelFields(text)?.map(field => [field.key, field.text.slice(0, 120)] as const) ?? null;
  return { row, offset: row * 100, length: bytesOf(text), text: text.slice(0, 400), fields, isUtf8: true };
}

const calls: Window["lines"]["calls"] = [];
const noted = (method: string) => (params: unknown) => {
  calls.push({ method, params });
  return Promise.resolve();
};

/** Rows of a part of the search. */
const partRows = 1000;

const host: LinesHostApi = {
  ready: () => Promise.resolve({ strings: {}, name: "42.jsonl" }),
  state: async ({ since }) => {
    if (since >= version) await new Promise<void>(resolve => told.push(resolve));
    return stateNow();
  },
  rows: params => {
    if (params.generation !== generation) return Promise.resolve({ kind: "changed" });
    const count = Math.max(0, Math.min(params.count, countNow() - params.from));
    return Promise.resolve(Array.from({ length: count }, (_, index) => shown(params.from + index)));
  },
  piece: ({ row, from, bytes }) => {
    const text = textAt(row);
    const whole = encoder.encode(text);
    const part = new TextDecoder().decode(whole.slice(from, from + bytes));
    const to = Math.min(whole.length, from + bytes);
    return Promise.resolve({ row, from, to, length: whole.length, text: part, isUtf8: !text.includes("\uFFFD") });
  },
  search: async params => {
    calls.push({ method: "search", params });
    if (query.has("slow")) await new Promise<void>(resolve => mayGoOn.push(resolve));
    if (params.generation !== generation) return { kind: "changed" };
    const { row: from } = params.place;
    const to = Math.min(countNow(), from + partRows);
    const wanted = params.query.matchCase ? params.query.text : params.query.text.toLowerCase();
    const found = Array.from({ length: to - from }, (_, index) => from + index).filter(row => {
      const text = params.query.matchCase ? textAt(row) : textAt(row).toLowerCase();
      return text.includes(wanted);
    });
    return { rows: found, next: { offset: to, row: to }, isEnd: to >= countNow() };
  },
  copyRow: noted("copyRow"),
  openRollout: noted("openRollout"),
  openAsText: noted("openAsText"),
  log: noted("log"),
};

function wake(): void {
  version++;
  const waiting = told;
  told = [];
  for (const go of waiting) go();
}

const port = pretendWindow("lines");
serve<LinesHostApi>(port, host, linesHostSchemas);
window.lines = {
  calls,
  view: connect<LinesViewApi>(port),
  write: (text, isRewritten) => {
    rows = isRewritten ? text : [...rows, ...text];
    if (isRewritten) generation++;
    wake();
  },
  goOn: () => {
    const waiting = mayGoOn;
    mayGoOn = [];
    for (const go of waiting) go();
  },
};
document.title = "Rollout Loupe";
document.documentElement.dataset["theme"] = query.get("theme") ?? "dark";
