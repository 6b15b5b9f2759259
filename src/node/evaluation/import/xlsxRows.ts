import sax from "sax";
import type { JsonObject } from "../../../core/dataset/jsonObject.js";
import { hasRepeated } from "../../../core/evaluation/import/hasRepeated.js";
import { type ZipFault, ZipFile } from "./zipFile.js";

/** Of a sheet, unpacked: longer ones are longer than a text can be. */
const mostBytes = 256 << 20;

export type XlsxRead =
  | { readonly kind: "rows"; readonly rows: readonly JsonObject[] }
  | { readonly kind: "fault"; readonly code: ZipFault | "no-sheet" | "not-xml" | "repeated-columns" };

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

interface Handlers {
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly text: (text: string) => void;
  readonly close: (name: string) => void;
}

/** Walks through XML; no entity but XML's own is expanded. False: it is not well formed. */
function walk(xml: string, { open, text, close }: Handlers): boolean {
  const parser = sax.parser(true, { position: false, ...{ strictEntities: true } });
  let isGood = true;
  parser.onerror = () => {
    isGood = false;
    // Without this the parser throws at the next piece.
    parser.resume();
  };
  parser.onopentag = ({ name, attributes }) =>
    open(localName(name), Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, String(value)])));
  parser.ontext = text;
  parser.oncdata = text;
  parser.onclosetag = name => close(localName(name));
  parser.write(xml).close();
  return isGood;
}

/** Characters that XML cannot hold stand in spreadsheets as _x000D_. */
const unescaped = (text: string): string =>
  text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

function sharedTexts(xml: string): readonly string[] | null {
  const found: string[] = [];
  let [isInText, isPhonetic] = [false, false];
  const isGood = walk(xml, {
    open: name => {
      if (name === "si") found.push("");
      if (name === "t") isInText = true;
      if (name === "rPh") isPhonetic = true;
    },
    text: text => {
      if (isInText && !isPhonetic && found.length > 0) found.push((found.pop() ?? "") + text);
    },
    close: name => {
      if (name === "t") isInText = false;
      if (name === "rPh") isPhonetic = false;
    },
  });
  return isGood ? found.map(unescaped) : null;
}

/** A cell's column, from 0, by its place (`AB12`). */
function columnOf(place: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(place)?.[0] ?? "") column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function valueOf(type: string, text: string, shared: readonly string[]): string | number | boolean {
  if (type === "s") return shared[Number(text)] ?? "";
  if (type === "b") return text === "1";
  if (type === "n" && text.trim() !== "") return Number(text);
  return unescaped(text);
}

interface Cell {
  readonly column: number;
  readonly type: string;
  text: string;
  formula: string;
}

/**
 * What a cell says. Writers take a text that begins with = for a formula, which then has no value, or an error for one: the
 * text is what was meant.
 */
function saidIn({ type, text, formula }: Cell, shared: readonly string[]): string | number | boolean {
  if (formula !== "" && (text === "" || type === "e")) return `=${unescaped(formula)}`;
  return valueOf(type, text, shared);
}

/** Cells by row and column; a cell that says not where it is stands behind the one before it. */
function cellsOf(xml: string, shared: readonly string[]): readonly (readonly unknown[])[] | null {
  const rows: unknown[][] = [];
  let cell: Cell | null = null;
  let within: "value" | "formula" | null = null;
  const isGood = walk(xml, {
    open: (name, attributes) => {
      if (name === "row") rows.push([]);
      if (name === "c") {
        const column = attributes["r"] === undefined ? (rows.at(-1)?.length ?? 0) : columnOf(attributes["r"]);
        cell = { column, type: attributes["t"] ?? "n", text: "", formula: "" };
      }
      if (name === "v" || name === "t") within = "value";
      if (name === "f") within = "formula";
    },
    text: text => {
      if (cell === null || within === null) return;
      if (within === "value") cell.text += text;
      else cell.formula += text;
    },
    close: name => {
      if (name === "v" || name === "t" || name === "f") within = null;
      const row = rows.at(-1);
      if (name !== "c" || cell === null || row === undefined) return;
      if (cell.column >= 0) row[cell.column] = saidIn(cell, shared);
      cell = null;
    },
  });
  return isGood ? rows : null;
}

const namesOf = (head: readonly unknown[]): readonly string[] =>
  Array.from(head, name => (typeof name === "string" ? name.trim() : ""));

function recordsOf([head, ...rows]: readonly (readonly unknown[])[]): readonly JsonObject[] {
  const names = namesOf(head ?? []);
  const record = (row: readonly unknown[]): JsonObject =>
    Object.fromEntries(names.flatMap((name, column) => (name === "" ? [] : [[name, row[column] ?? ""]])));
  return rows.filter(row => row.some(value => value !== "" && value !== undefined)).map(record);
}

type TextRead = { readonly text: string } | { readonly code: ZipFault } | null;

async function textOf(zip: ZipFile, name: string): Promise<TextRead> {
  const entry = zip.entries.find(one => one.name === name);
  if (entry === undefined) return null;
  const read = await zip.read(entry, mostBytes);
  return read.kind === "fault" ? { code: read.code } : { text: read.bytes.toString("utf8") };
}

const usualSheet = "xl/worksheets/sheet1.xml";

/** Its usual name, or the first of those that there are. */
function firstSheet({ entries }: ZipFile): string {
  const sheets = entries.map(({ name }) => name).filter(name => /^xl\/worksheets\/[^/]+\.xml$/.test(name));
  return sheets.includes(usualSheet) ? usualSheet : (sheets.sort()[0] ?? usualSheet);
}

/** The rows of a workbook's first sheet, by the names in its first row. Rejects when the disk does. */
export async function xlsxRows(path: string): Promise<XlsxRead> {
  const zip = await ZipFile.open(path);
  if (typeof zip === "string") return { kind: "fault", code: zip };
  try {
    const texts = await textOf(zip, "xl/sharedStrings.xml");
    const sheet = await textOf(zip, firstSheet(zip));
    if (sheet === null) return { kind: "fault", code: "no-sheet" };
    if (texts !== null && "code" in texts) return { kind: "fault", code: texts.code };
    if ("code" in sheet) return { kind: "fault", code: sheet.code };
    const shared = texts === null ? [] : sharedTexts(texts.text);
    const cells = shared === null ? null : cellsOf(sheet.text, shared);
    if (cells === null) return { kind: "fault", code: "not-xml" };
    if (hasRepeated(namesOf(cells[0] ?? []))) return { kind: "fault", code: "repeated-columns" };
    return { kind: "rows", rows: recordsOf(cells) };
  } finally {
    await zip.close();
  }
}
