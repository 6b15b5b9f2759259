import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icon.js";

interface KeyListProps {
  readonly title: string;
  readonly close: string;
  /** What stands above the keys. */
  readonly children?: ComponentChildren;
  readonly keys: readonly { readonly keys: string; readonly label: string }[];
  readonly onClose: () => void;
}

/** The keys of a view and what they do. While it is open its own keys close it: `Escape` and `?`. */
export function KeyList({ title, close, children, keys, onClose }: KeyListProps) {
  const dialog = useRef<HTMLDivElement>(null);
  // Before the list is painted: a key pressed as soon as it is seen already belongs to it.
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const closes = event.key === "Escape" || event.key === "?";
    // Letters would reach the view below.
    if (closes || (isPlain && event.key.length === 1)) event.stopPropagation();
    if (closes) onClose();
  };
  return (
    <div
      class="keymap"
      ref={dialog}
      role="dialog"
      aria-modal="true"
      aria-label={title}
      tabIndex={-1}
      data-own-keys=""
      onKeyDown={onKeyDown}
    >
      <div class="bar">
        <h2>{title}</h2>
        <span class="sp" />
        <button type="button" class="bare" title={close} aria-label={close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {children}
      <dl>
        {keys.map(one => (
          <div key={one.label}>
            <dt>
              <kbd>{one.keys}</kbd>
            </dt>
            <dd>{one.label}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
