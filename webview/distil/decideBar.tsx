import { traceRejectReasons } from "../../src/core/distil/traceRejectReasons.js";
import type { ShownTrace } from "../../src/protocol/distil/distilViewApi.js";
import { Icon } from "../icon.js";
import { NoteField } from "../noteField.js";
import { distilActions } from "./distilActions.js";
import { distilContext } from "./distilContext.js";

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

function Note() {
  const model = distilContext.use();
  const { t, mode } = model;
  return (
    <NoteField
      label={t("note")}
      action={t("reject")}
      most={2000}
      onNote={note => distilActions.rejectWith(model, note)}
      onCancel={() => (mode.value = "look")}
    />
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
      {mode.value === "note" && <Note />}
    </div>
  );
}
