import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";

interface NoteFieldProps {
  readonly label: string;
  /** What its button says. */
  readonly action: string;
  /** In characters. */
  readonly most: number;
  readonly onNote: (note: string) => void;
  readonly onCancel: () => void;
}

/** One line for a reason in words, which takes the keys as soon as it is there. */
export function NoteField({ label, action, most, onNote, onCancel }: NoteFieldProps) {
  const note = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  // Before the next key comes, which is for the field.
  useLayoutEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and Escape are for the input method until it is done.
    if (event.isComposing) return;
    if (event.key === "Enter") onNote(note.value);
    else if (event.key === "Escape") onCancel();
    else return;
    event.preventDefault();
  };
  return (
    <div class="noteline">
      <input
        ref={field}
        class="field"
        maxLength={most}
        placeholder={label}
        aria-label={label}
        value={note.value}
        onInput={({ currentTarget }) => (note.value = currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" class="plain" onClick={() => onNote(note.value)}>
        {action}
      </button>
    </div>
  );
}
