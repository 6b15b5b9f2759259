/** Full-width letters and digits as plain ones (NFKC); most texts have none, and looking is faster than folding. */
export function compatible(text: string): string {
  return /[\u0080-\uffff]/.test(text) ? text.normalize("NFKC") : text;
}
