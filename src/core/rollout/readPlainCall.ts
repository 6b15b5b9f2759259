import type { CallBody } from "./callBody.js";
import { zoomTools } from "./zoomTools.js";

/** The parts of the form, between which JSON allows blanks. The numbers are finite, the words need no unescaping. */
const number = String.raw`(-?(?:0|[1-9]\d{0,11})(?:\.\d{1,12})?)`;
const word = String.raw`"([^"\\\x00-\x1f]*)"`;
const box = [String.raw`\[`, number, ",", number, ",", number, ",", number, String.raw`\]`];
const blank = String.raw`[ \t\r\n]*`;
const label = ["", ",", '"label"', ":", word].join(blank);
const form = ["^", "{", '"name"', ":", word, ",", '"arguments"', ":", "{", '"bbox_2d"', ":", ...box];
const plainCall = new RegExp(`${form.join(blank)}(?:${label})?${["", "}", "}", "$"].join(blank)}`);

/**
 * Reads the form of a zoom call that prompts ask for and models nearly always write, in half the time of
 * `JSON.parse` and with its result. Null for every other body: those are parsed in full.
 */
export function readPlainCall(body: string): CallBody | null {
  const found = plainCall.exec(body);
  if (found === null) return null;
  const tool = found[1] ?? "";
  if (!zoomTools.has(tool)) return null;
  const requested = [Number(found[2]), Number(found[3]), Number(found[4]), Number(found[5])] as const;
  return { tool, isZoom: true, requested, label: found[6] ?? null, source: 0, problem: null };
}
