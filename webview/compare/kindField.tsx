import { taskKindName } from "../taskKindName.js";
import { ChoiceField } from "../strategies/choiceField.js";
import { compareContext } from "./compareContext.js";

/** The task kind that matrix and list are about. */
export function KindField({ kinds }: { readonly kinds: readonly string[] }) {
  const { t, taskKind } = compareContext.use();
  if (kinds.length < 2 && taskKind.value === null) return null;
  return (
    <ChoiceField
      label={t("taskKind")}
      isLabelHidden
      value={taskKind.value ?? ""}
      choices={[
        { value: "", text: t("allKinds") },
        ...kinds.map(kind => ({ value: kind, text: taskKindName(kind, t) })),
      ]}
      onChange={kind => (taskKind.value = kind === "" ? null : kind)}
    />
  );
}
