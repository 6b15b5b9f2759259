import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { cleanTag } from "../src/core/notes/cleanTag.js";
import { longestNote, longestTag } from "../src/core/notes/noteLine.js";
import type { RemarkChange, RemarksView } from "../src/protocol/remarks/remarksApi.js";
import type { RolloutRef } from "../src/protocol/rolloutRef.js";
import { Icon } from "./icon.js";
import { viewContext } from "./viewContext.js";

/** Writes a change of the row `ref` down; what could not be stays in its field, and is said there. */
function useWriter(ref: RolloutRef) {
  const model = viewContext.use();
  const isUnsaved = useSignal(false);
  const write = (change: RemarkChange, done: (isKept: boolean) => void = () => undefined) => {
    const work = model.host.remark({ ref, change }).then(
      isKept => {
        isUnsaved.value = !isKept;
        done(isKept);
      },
      (error: unknown) => {
        isUnsaved.value = true;
        done(false);
        throw error;
      },
    );
    model.run(work);
  };
  return { write, isUnsaved };
}

interface Part {
  readonly remarks: RemarksView;
  readonly write: (change: RemarkChange, done?: (isKept: boolean) => void) => void;
}

function NoteLine({ remarks, write }: Part) {
  const { t } = viewContext.use();
  const draft = useSignal<string | null>(null);
  const typed = draft.value ?? remarks.note ?? "";
  // Enter saves, and so does leaving the field right after it: one line of notes is enough.
  const onItsWay = useRef<string | null>(null);
  const save = () => {
    const text = draft.value;
    if (text === null || text === (remarks.note ?? "") || text === onItsWay.current) return;
    onItsWay.current = text;
    write({ kind: "note", text }, isKept => {
      if (onItsWay.current === text) onItsWay.current = null;
      // Only what was saved is let go: the person may have typed on.
      if (isKept && draft.value === text) draft.value = null;
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter") save();
    else if (event.key === "Escape") draft.value = null;
    else return;
    event.preventDefault();
  };
  return (
    <input
      class="field remarknote"
      maxLength={longestNote}
      placeholder={t("notePlaceholder")}
      aria-label={t("noteField")}
      value={typed}
      onInput={({ currentTarget }) => (draft.value = currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={save}
    />
  );
}

function Tags({ remarks, write }: Part) {
  const { t } = viewContext.use();
  return (
    <ul class="remarktags" aria-label={t("tagList")}>
      {remarks.tags.map(tag => (
        <li key={tag} class="remarktag">
          <span>{`#${tag}`}</span>
          <button
            type="button"
            class="plain"
            aria-label={t("removeTag", tag)}
            onClick={() => write({ kind: "tag", tag, on: false })}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function TagField({ write }: Pick<Part, "write">) {
  const model = viewContext.use();
  const { t, host } = model;
  const typed = useSignal("");
  const known = useSignal<readonly string[]>([]);
  useEffect(() => model.run(host.knownTags(null).then(tags => (known.value = tags))), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const tag = event.key === "Enter" ? cleanTag(typed.value) : null;
    if (tag === null) return;
    event.preventDefault();
    write({ kind: "tag", tag, on: true }, isKept => {
      if (isKept && cleanTag(typed.value) === tag) typed.value = "";
    });
  };
  return (
    <>
      <input
        class="field tagfield"
        list="known-tags"
        maxLength={longestTag}
        placeholder={t("addTag")}
        aria-label={t("addTag")}
        value={typed.value}
        onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <datalist id="known-tags">
        {known.value.slice(0, 100).map(tag => (
          <option key={tag} value={tag} />
        ))}
      </datalist>
    </>
  );
}

function Golden({ remarks, write }: Part) {
  const { t } = viewContext.use();
  const { isGolden, isQuestionGolden } = remarks;
  return (
    <>
      <button
        type="button"
        class="plain"
        aria-pressed={isGolden}
        onClick={() => write({ kind: "golden", on: !isGolden })}
      >
        {`${isGolden ? "★" : "☆"} ${t("goldenRollout")}`}
      </button>
      <button
        type="button"
        class="plain"
        aria-pressed={isQuestionGolden}
        onClick={() => write({ kind: "golden-question", on: !isQuestionGolden })}
      >
        {`${isQuestionGolden ? "★" : "☆"} ${t("goldenQuestion")}`}
      </button>
    </>
  );
}

interface RemarksBarProps {
  /** The rollout that is seen: while the next one is on its way, what is said is said of this one. */
  readonly of: RolloutRef;
  readonly remarks: RemarksView;
}

/** What people say of the rollout: its note, its tags, and whether it or its question is on the golden list. */
export function RemarksBar({ of: ref, remarks }: RemarksBarProps) {
  const model = viewContext.use();
  const { t, host, selectedCall } = model;
  const { write, isUnsaved } = useWriter(ref);
  return (
    <section class="remarks" aria-label={t("remarks")}>
      <NoteLine remarks={remarks} write={write} />
      <Tags remarks={remarks} write={write} />
      <TagField write={write} />
      <Golden remarks={remarks} write={write} />
      <button type="button" class="plain" onClick={() => model.run(host.copyLink({ ref, call: selectedCall.value }))}>
        {t("copyLink")}
      </button>
      <span class="dim" role="status">
        {isUnsaved.value ? t("notSaved") : remarks.alike > 0 ? t("alike", remarks.alike) : ""}
      </span>
    </section>
  );
}
