/** The words of a name as annotators write names: `Comic Bubble`, `reading_order`, `panelOrder`, `Bulle n°2`. In lower case. */
export function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, 1024)
    .replace(/(\p{Ll})(\p{Lu})/gu, "$1 $2")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== "");
}
