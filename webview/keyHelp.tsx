import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { KeyList } from "./keyList.js";

interface KeyHelpProps {
  readonly title: string;
  readonly close: string;
  readonly keys: readonly { readonly keys: string; readonly label: string }[];
}

/** Where `?` is text. */
const fields = "input, textarea, [contenteditable]";

const isTyped = ({ target }: KeyboardEvent) => target instanceof Element && target.closest(fields) !== null;

/** The keys of a view that has its own, shown while one asks for them by `?`. */
export function KeyHelp(props: KeyHelpProps) {
  const isOpen = useSignal(false);
  useEffect(() => {
    const open = (event: KeyboardEvent) => {
      if (event.key !== "?" || event.ctrlKey || event.metaKey || isTyped(event)) return;
      event.preventDefault();
      isOpen.value = true;
    };
    window.addEventListener("keydown", open);
    return () => window.removeEventListener("keydown", open);
  }, []);
  return isOpen.value ? <KeyList {...props} onClose={() => (isOpen.value = false)} /> : null;
}
