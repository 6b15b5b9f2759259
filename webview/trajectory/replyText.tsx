import { useState } from "preact/hooks";
import { FoldedText } from "../foldedText.js";
import { viewContext } from "../viewContext.js";

interface ReplyTextProps {
  readonly text: string;
  readonly isTruncated: boolean;
  /** A refusal is read; what a tool says of success is the same every time and keeps to one line. */
  readonly isOpen: boolean;
}

/** The tool's own words. */
export function ReplyText({ text, isTruncated, isOpen }: ReplyTextProps) {
  const { t } = viewContext.use();
  const [isWanted, setWanted] = useState(false);
  const trimmed = text.trim();
  if (!isOpen && !isWanted)
    return (
      <button type="button" class="replyline" aria-expanded={false} onClick={() => setWanted(true)}>
        {trimmed.slice(0, 300)}
      </button>
    );
  return (
    <span class="reply">
      <FoldedText text={trimmed} limit={600} /> {isTruncated && t("replyTruncated")}
    </span>
  );
}
