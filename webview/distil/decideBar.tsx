import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { traceRejectReasons } from "../../src/core/distil/traceRejectReasons.js";
import type { ShownTrace } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";

function NoteField() {
  const model = distilContext.use();
  const { t, mode } = model;
  const note = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  // Before the next key comes, which is for the field.
  useLayoutEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") distilActions.rejectWith(model, note.value);
    else if (event.key === "Escape") mode.value = "look";
    else return;
    event.preventDefault();
  };
  return (
    <div class="row">
      <input
        ref={field}
        class="field reason"
        maxLength={2000}
        placeholder={t("note")}
        aria-label={t("note")}
        value={note.value}
        onInput={({ currentTarget }) => (note.value = currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" class="plain" onClick={() => distilActions.rejectWith(model, note.value)}>
        {t("reject")}
      </button>
    </div>
  );
}

function Reasons() {
  const model = distilContext.use();
  const { t } = model;
  return (
    <>
      <p class="small" role="status">
        {t("whyReject")}
      </p>
      <ol class="why">
        {traceRejectReasons.map((reason, i) => (
          <li key={reason}>
            <button type="button" class="reason" onClick={() => distilActions.rejectBy(model, i + 1)}>
              <kbd>{i + 1}</kbd> {t(`reject_${reason}`)}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

/** The decisions with their keys. */
export function DecideBar({ trace }: { readonly trace: ShownTrace }) {
  const model = distilContext.use();
  const { t, mode, canWrite, host } = model;
  if (!canWrite.value)
    return (
      <p class="note decide">
        <Icon name="info" />
        <span>
          {t("restricted")}{" "}
          <button type="button" class="link" onClick={() => model.run(host.manageTrust(null))}>
            {t("manageTrust")}
          </button>
        </span>
      </p>
    );
  return (
    <div class="decide">
      <div class="row">
        <button
          type="button"
          class="plain"
          data-decide="accept"
          aria-pressed={trace.own === "accept"}
          onClick={() => distilActions.accept(model)}
        >
          <kbd>Y</kbd> {t("accept")}
        </button>
        <button
          type="button"
          class="plain"
          data-decide="reject"
          aria-pressed={trace.own === "reject" || mode.value !== "look"}
          onClick={() => distilActions.reject(model)}
        >
          <kbd>N</kbd> {t("reject")}
        </button>
        <button
          type="button"
          class="plain"
          data-decide="undo"
          disabled={trace.own === null}
          onClick={() => distilActions.undo(model)}
        >
          <kbd>U</kbd> {t("takeBack")}
        </button>
        <span class="sp" />
        <button type="button" class="plain" data-decide="open" onClick={() => distilActions.openOnPage(model)}>
          {t("openOnPage")}
        </button>
      </div>
      {mode.value === "reject" && <Reasons />}
      {mode.value === "note" && <NoteField />}
    </div>
  );
}
