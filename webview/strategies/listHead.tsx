import { strategyName } from "../../src/protocol/reward/strategyName.js";
import type { ListSubject } from "./listSubject.js";
import { strategiesContext } from "./strategiesContext.js";

/** What the columns of the list are. */
function heads(subject: ListSubject, name: (spec: string) => string, t: ReturnType<typeof strategiesContext.use>["t"]) {
  switch (subject.kind) {
    case "pushed":
      return [
        t("rollout"),
        t("reward"),
        t("before", name(subject.query.against)),
        t("advantage"),
        t("after", name(subject.query.strategy)),
        t("reward"),
        t("why"),
      ];
    case "behind":
      return [t("rollout"), t("value"), t("partInChange")];
    case "evidence":
      return [t("rollout")];
  }
}

/** The heads of the list. */
export function ListHead({ subject }: { readonly subject: ListSubject }) {
  const { t, list } = strategiesContext.use();
  const listed = list.state.value.value?.strategies ?? [];
  const name = (spec: string) => (spec === "logged" ? t("logged") : strategyName(spec, listed, t).name);
  const classes = ["l", "", "cut", "wide", "cut", "", "why"];
  return (
    <div class="row head" role="row" aria-rowindex={1}>
      {heads(subject, name, t).map((text, i) => (
        <span key={i} role="columnheader" class={classes[i] ?? ""} title={text}>
          {text}
        </span>
      ))}
    </div>
  );
}
