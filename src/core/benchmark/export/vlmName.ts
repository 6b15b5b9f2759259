/** Parts of a data set's name by which VLMEvalKit takes another way of scoring; in any case of the letters. */
const circular = ["circular", "mmbench", "ccbench", "mmcr"];
const special = ["MMT", "MMSci", "MMMU", "LEGO", "MMVP", "BLINK", "WeMath"];

/** What kind of table a name stands for. */
export type VlmTable = "choices" | "circular" | "open";

const stems: Readonly<Record<VlmTable, string>> = {
  choices: "ComicFG_MCQ_v1",
  circular: "ComicFG_MCQ_v1_circular",
  open: "ComicFG_VQA_v1",
};

/**
 * The name of a table. It holds a part of the hash of what is in it: VLMEvalKit decodes the images of a name once and
 * never looks again. `hash` is hexadecimal, in which none of the names that change the scoring can be spelt.
 */
export function vlmName(table: VlmTable, hash: string): string {
  const name = `${stems[table]}_${hash.slice(0, 10)}`;
  return table === "open" ? `${name}_openended` : name;
}

/** Whether VLMEvalKit would score a table of this name in another way than it is meant. */
export function isTrapName(name: string, table: VlmTable): boolean {
  const lower = name.toLowerCase();
  if (circular.some(part => lower.includes(part)) !== (table === "circular")) return true;
  return special.some(part => name.includes(part)) || lower.includes("openended") !== (table === "open");
}
