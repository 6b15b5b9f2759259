import sax from "sax";
import type { XmlElement } from "../../../core/benchmark/sources/xmlElement.js";
import type { XmlFault, XmlRead } from "../../../core/benchmark/sources/xmlRead.js";
import { decodeXml } from "./decodeXml.js";

/** Deeper than any annotation format; what lies deeper is left out, so that readers may recurse. */
const mostDepth = 64;
/** Damage goes on making faults to a file's end, and the first ones say where to look. */
const mostFaults = 20;
/** Where so much is wrong nothing more is read: each end of an element may be wrong for every one that is open. */
const mostErrors = 1000;

/** Thrown out of the parser, which has no other end. */
class TooManyErrors extends Error {}

interface OpenElement extends XmlElement {
  text: string;
  readonly children: OpenElement[];
}

const withoutPrefix = (name: string): string => name.slice(name.lastIndexOf(":") + 1);

/** Puts elements together from the parser's events. What was open when the text ended is closed by it. */
class TreeBuilder {
  root: OpenElement | null = null;
  readonly faults: XmlFault[] = [];
  private readonly open: OpenElement[] = [];
  /** Elements below the deepest that is kept. */
  private below = 0;
  private errors = 0;

  begin(name: string, attributes: ReadonlyMap<string, string>, line: number): void {
    const isSecondRoot = this.open.length === 0 && this.root !== null;
    if (isSecondRoot || this.open.length >= mostDepth) {
      const where = isSecondRoot ? "stands behind the end" : "lies too deep";
      if (this.below++ === 0) this.fault(line, `<${name.slice(0, 80)}> ${where}`);
      return;
    }
    const element = { name: withoutPrefix(name), line, attributes, text: "", children: [] };
    const parent = this.open.at(-1);
    if (parent === undefined) this.root = element;
    else parent.children.push(element);
    this.open.push(element);
  }

  end(): void {
    if (this.below > 0) this.below--;
    else this.open.pop();
  }

  add(text: string): void {
    const element = this.open.at(-1);
    if (element !== undefined && this.below === 0) element.text += text;
  }

  fault(line: number, reason: string): void {
    if (this.faults.length < mostFaults) this.faults.push({ line, reason });
    if (++this.errors <= mostErrors) return;
    this.faults.push({ line, reason: `more than ${mostErrors} errors: what follows is left out` });
    throw new TooManyErrors();
  }
}

/**
 * Reads an XML text as far as it can be read. Entities that a document declares are never expanded, nothing outside is
 * ever opened, and depth is bounded: a hostile file costs no more than its own length.
 */
export function parseXml(text: string): Omit<XmlRead, "isExact"> {
  const builder = new TreeBuilder();
  const parser = sax.parser(true, { position: true, ...{ strictEntities: true } });
  parser.onopentag = ({ name, attributes }) => {
    const written: Readonly<Record<string, string | { readonly value: string }>> = attributes;
    const plain = new Map<string, string>();
    for (const [key, value] of Object.entries(written))
      plain.set(withoutPrefix(key), typeof value === "string" ? value : value.value);
    builder.begin(name, plain, parser.line + 1);
  };
  parser.onclosetag = () => {
    builder.end();
  };
  parser.ontext = part => {
    builder.add(part);
  };
  parser.oncdata = part => {
    builder.add(part);
  };
  parser.onerror = error => {
    builder.fault(parser.line + 1, error.message.split("\n")[0] ?? error.message);
    // Goes on behind the damage.
    parser.resume();
  };
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof TooManyErrors)) throw error;
  }
  return { root: builder.root, faults: builder.faults };
}

/** Reads the bytes of an XML file, in the encoding that it says it has. */
export function readXml(bytes: Buffer): XmlRead {
  const { text, isExact } = decodeXml(bytes);
  return { ...parseXml(text), isExact };
}
