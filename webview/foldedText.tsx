import { useState } from "preact/hooks";
import { viewContext } from "./viewContext.js";

interface FoldedTextProps {
  readonly text: string;
  /** Longer texts fold; what is shown then is a little shorter, so that a fold is worth its line. */
  readonly limit?: number;
}

/** The end of the text's head: not between the halves of a surrogate pair. */
function headEnd(text: string, limit: number): number {
  const end = Math.floor(limit * 0.75);
  const code = text.charCodeAt(end - 1);
  return code >= 0xd800 && code <= 0xdbff ? end - 1 : end;
}

/** Text of the model, as it is; long text is folded, and one click shows all of it. */
export function FoldedText({ text, limit = 1200 }: FoldedTextProps) {
  const { t, found } = viewContext.use();
  const [opened, setOpen] = useState<boolean | null>(null);
  // A text that holds what was searched for is open until somebody folds it.
  const isOpen = opened ?? (found.value !== null && text.includes(found.value.text));
  if (text.length <= limit) return <span class="text">{text}</span>;
  return (
    <span class="text">
      {isOpen ? text : `${text.slice(0, headEnd(text, limit))}…`}{" "}
      <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {isOpen ? t("showLess") : t("showAll", text.length.toLocaleString())}
      </button>
    </span>
  );
}
