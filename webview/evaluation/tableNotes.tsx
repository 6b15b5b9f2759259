import { evaluationContext } from "./evaluationContext.js";

/** What has to be said with the table: of own rows, and what rules find in the paper's. */
export function TableNotes({ notes }: { readonly notes: readonly string[] }) {
  const { t } = evaluationContext.use();
  return (
    <details class="notes">
      <summary>{t("notes", notes.length)}</summary>
      <ul class="small">
        {notes.map(note => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </details>
  );
}
