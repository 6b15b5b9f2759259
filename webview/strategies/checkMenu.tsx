import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Icon } from "../icon.js";
import { CheckLine } from "../metrics/checkLine.js";

interface CheckMenuProps {
  readonly label: string;
  readonly items: readonly { readonly id: string; readonly text: string; readonly isChecked: boolean }[];
  readonly onToggle: (id: string, isChecked: boolean) => void;
}

/** Several of many: a button that opens a list of checkboxes below it. Escape and leaving it close it. */
export function CheckMenu({ label, items, onToggle }: CheckMenuProps) {
  const isOpen = useSignal(false);
  const holder = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen.value) return;
    isOpen.value = false;
    button.current?.focus();
    event.stopPropagation();
  };
  const leave = (event: FocusEvent) => {
    const to = event.relatedTarget;
    // A click on a label moves the focus nowhere before it reaches the checkbox.
    if (to instanceof Node && holder.current?.contains(to) !== true) isOpen.value = false;
  };
  return (
    <div class="menu" ref={holder} onKeyDown={close} onFocusOut={leave}>
      <button
        type="button"
        class="plain"
        ref={button}
        aria-expanded={isOpen.value}
        aria-haspopup="true"
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        {label} <Icon name="down" />
      </button>
      {isOpen.value && (
        <div class="menulist" role="group" aria-label={label}>
          {items.map(({ id, text, isChecked }) => (
            <CheckLine key={id} label={text} isChecked={isChecked} onChange={checked => onToggle(id, checked)} />
          ))}
        </div>
      )}
    </div>
  );
}
