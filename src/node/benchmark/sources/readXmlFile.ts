import type { ImportProblem } from "../../../core/benchmark/importProblem.js";
import type { XmlElement } from "../../../core/benchmark/sources/xmlElement.js";
import { xmlProblems } from "../../../core/benchmark/sources/xmlProblems.js";
import type { OpenedSource } from "../import/openedSource.js";
import { readSourceFile } from "../import/readSourceFile.js";
import { readXml } from "./readXml.js";

/** Larger than any book's annotations; a tree of elements takes many times the bytes of its text. */
const mostXmlBytes = 32 * 2 ** 20;

/** Reads one XML file; its own damage is among the problems. Rejects with the signal's reason only. */
export async function readXmlFile(
  source: OpenedSource,
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly root: XmlElement | null; readonly problems: readonly ImportProblem[] }> {
  const read = await readSourceFile(source, path, signal, mostXmlBytes);
  if (read.kind === "unreadable") {
    const detail = read.reason;
    return {
      root: null,
      problems: [{ file: path, annotation_id: null, code: "unreadable-file", effect: "left-out", detail }],
    };
  }
  const xml = readXml(read.bytes);
  return { root: xml.root, problems: xmlProblems(path, xml) };
}
