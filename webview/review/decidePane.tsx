import { rejectReasons } from "../../src/core/benchmark/review/rejectReasons.js";
import type { TaskKind } from "../../src/core/benchmark/taskKinds.js";
import { Icon } from "../icon.js";
import { NoteField } from "../noteField.js";
import { codeKeys } from "./codeKeys.js";
import { reviewActions } from "./reviewActions.js";
import { reviewContext } from "./reviewContext.js";
import { noEdit } from "./reviewModel.js";

function Reasons({ task }: { readonly task: TaskKind }) {
  const model = reviewContext.use();
  const { t, mode } = model;
  const isAsked = mode.value.kind === "reject";
  return (
    <>
      <p class={isAsked ? "small" : "small dim"} role={isAsked ? "status" : undefined}>
        {t("pressNumber")}
      </p>
      <ol class="why">
        {rejectReasons[task].map((reason, i) => (
          <li key={reason}>
            <button type="button" class="reason" onClick={() => reviewActions.rejectBy(model, i + 1)}>
              <kbd>{i + 1}</kbd> {t(codeKeys.reasons[reason])}
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function Note() {
  const model = reviewContext.use();
  const { t, mode } = model;
  return (
    <NoteField
      label={t("noteFor")}
      action={t("rejectWithNote")}
      most={4000}
      onNote={note => reviewActions.rejectWith(model, note)}
      onCancel={() => (mode.value = { kind: "look" })}
    />
  );
}

/** The three decisions with their keys, and the reasons of the second. */
export function DecidePane({ task }: { readonly task: TaskKind }) {
  const model = reviewContext.use();
  const { t, mode, draft, problem, init, host } = model;
  if (!init.value.canWrite)
    return (
      <p class="decide note">
        <Icon name="info" />
        <span>
          {t("restricted")}{" "}
          <button type="button" class="link" onClick={() => model.run(host.manageTrust(null))}>
            {t("manageTrust")}
          </button>
        </span>
      </p>
    );
  const isEdited = draft.value !== noEdit;
  const isRejecting = mode.value.kind === "reject" || mode.value.kind === "note";
  return (
    <div class="decide">
      <div class="row">
        <button type="button" disabled={problem.value !== null} onClick={() => reviewActions.accept(model)}>
          <kbd>Y</kbd> {t(isEdited ? "saveEdited" : "accept")}
        </button>
        <button
          type="button"
          class="second"
          aria-pressed={mode.value.kind === "edit"}
          onClick={() => (mode.value = { kind: mode.value.kind === "edit" ? "look" : "edit" })}
        >
          <kbd>E</kbd> {t("edit")}
        </button>
        <button
          type="button"
          class={isRejecting ? "second asked" : "second"}
          aria-pressed={isRejecting}
          onClick={() => reviewActions.reject(model)}
        >
          <kbd>N</kbd> {t("reject")}
        </button>
      </div>
      {isEdited && (
        <p class="small">
          {t("unsaved")}{" "}
          <button type="button" class="link" onClick={() => reviewActions.discard(model)}>
            {t("discard")}
          </button>
        </p>
      )}
      {mode.value.kind === "note" ? <Note /> : <Reasons task={task} />}
    </div>
  );
}
