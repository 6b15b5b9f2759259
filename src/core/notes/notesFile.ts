/** The file beside a run's dumps that notes and tags are appended to. It is never written anew. */
export const notesFile = "loupe-notes.jsonl";
