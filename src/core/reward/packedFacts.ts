import type { Scene } from "./scene.js";
import type { WrittenRule } from "./writtenRule.js";

/** A table of facts as it crosses a thread: numbers, and the texts and records that they refer to, by their number. */
export interface PackedFacts {
  readonly rows: number;
  readonly whole: Int32Array<ArrayBuffer>;
  readonly real: Float64Array<ArrayBuffer>;
  readonly calls: PackedCalls;
  readonly names: PackedNames;
}

export interface PackedCalls {
  readonly words: Uint32Array<ArrayBuffer>;
  readonly ious: Float64Array<ArrayBuffer>;
  /** Four numbers a box. */
  readonly boxes: Float64Array<ArrayBuffer>;
}

export interface PackedNames {
  readonly questions: readonly string[];
  readonly taskKinds: readonly string[];
  readonly pages: readonly string[];
  readonly answers: readonly string[];
  readonly texts: readonly string[];
  readonly scenes: readonly Scene[];
  readonly rules: readonly WrittenRule[];
}
