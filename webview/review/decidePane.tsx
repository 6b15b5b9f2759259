import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { rejectReasons } from "../../src/core/benchmark/review/rejectReasons.js";
import type { TaskKind } from "../../src/core/benchmark/taskKinds.js";
import { Icon } from "../icon.js";
import { codeKeys } from "./codeKeys.js";
import { reviewActions } from "./reviewActions.js";
import { reviewContext } from "./reviewContext.js";
import { noEdit } from "./reviewModel.js";

function NoteField() {
  const model = reviewContext.use();
  const { t } = model;
  const note = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  // Before the next key comes, which is for the field.
  useLayoutEffect(() => field.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") reviewActions.rejectWith(model, note.value);
    else if (event.key === "Escape") model.mode.value = { kind: "look" };
    else return;
    event.preventDefault();
  };
  return (
    <div class="noteline">
      <input
        ref={field}
        class="field"
        maxLength={4000}
        placeholder={t("noteFor")}
        aria-label={t("noteFor")}
        value={note.value}
        onInput={({ currentTarget }) => (note.value = currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <button type="button" class="plain" onClick={() => reviewActions.rejectWith(model, note.value)}>
        {t("rejectWithNote")}
      </button>
    </div>
  );
}

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
      {mode.value.kind === "note" ? <NoteField /> : <Reasons task={task} />}
    </div>
  );
}
