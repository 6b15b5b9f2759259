import type { XmlElement } from "./xmlElement.js";

/** One thing that is wrong with an XML file. */
export interface XmlFault {
  /** From 1. */
  readonly line: number;
  readonly reason: string;
}

export interface XmlRead {
  /** What could be read; null where not even the first element could. */
  readonly root: XmlElement | null;
  /** The first that were found: damage early in a file makes more of it. */
  readonly faults: readonly XmlFault[];
  /** Bytes that were no text in the file's encoding became U+FFFD. */
  readonly isExact: boolean;
}
