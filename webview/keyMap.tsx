import { useLayoutEffect, useRef } from "preact/hooks";
import { controls } from "./controls.js";
import { Icon } from "./icon.js";
import { viewContext } from "./viewContext.js";

/** The keys as the person has them bound. While it is open its own keys close it: `Escape` and `?`. */
export function KeyMap() {
  const { t, init, overlay } = viewContext.use();
  const dialog = useRef<HTMLDivElement>(null);
  // Before the list is painted: a key pressed as soon as it is seen already belongs to it.
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current?.focus();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  const close = () => (overlay.value = "none");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" && event.key !== "?") return;
    event.stopPropagation();
    close();
  };
  return (
    <div
      class="keymap"
      ref={dialog}
      role="dialog"
      aria-modal="true"
      aria-label={t("keys")}
      tabIndex={-1}
      data-own-keys=""
      onKeyDown={onKeyDown}
    >
      <div class="bar">
        <h2>{t("keys")}</h2>
        <span class="sp" />
        <controls.Button appearance="icon" label={t("closeKeys")} onClick={close}>
          <Icon name="close" />
        </controls.Button>
      </div>
      {init.keys.length === 0 && <p class="note">{t("noKeys")}</p>}
      <dl>
        {init.keys.map(({ action, label, keys }) => (
          <div key={action}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{label}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
