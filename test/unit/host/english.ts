import type { Translate } from "../../../src/host/translate.js";

/** The English sentence with its values put in, as VS Code does without a language pack. */
export const english: Translate = (sentence, ...values) =>
  sentence.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
