const offset = 0x811c9dc5;
const prime = 0x01000193;

/**
 * Whether a question is of the tenth that a second person reviews, by its id alone: everybody gets the same tenth, which
 * stays when questions are added (FNV-1a over the id's UTF-16 units).
 */
export function isInSample(id: string): boolean {
  let hash = offset;
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), prime);
  return (hash >>> 0) % 10 === 0;
}
