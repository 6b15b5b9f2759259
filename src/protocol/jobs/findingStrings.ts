import type { FindingCode } from "../../core/launch/findingCodes.js";
import { distilFindingStrings } from "../evaluation/distilFindingStrings.js";
import { codeStrings } from "./codeStrings.js";
import { dataStrings } from "./dataStrings.js";
import { engineStrings } from "./engineStrings.js";
import { hostStrings } from "./hostStrings.js";
import { miniatureRunStrings } from "./miniatureRunStrings.js";
import { planStrings } from "./planStrings.js";
import { sftStrings } from "./sftStrings.js";

/** The sentence of every finding; `{0}` … are its values. */
export const findingStrings: Readonly<Record<FindingCode, string>> = {
  ...planStrings,
  ...sftStrings,
  ...miniatureRunStrings,
  ...codeStrings,
  ...dataStrings,
  ...distilFindingStrings,
  ...hostStrings,
  ...engineStrings,
};
