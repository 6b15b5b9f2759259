import { Icon } from "./icon.js";
import { viewContext } from "./viewContext.js";

interface Chip {
  readonly what: "where" | "sort";
  readonly text: string;
}

function ListChip({ what, text }: Chip) {
  const model = viewContext.use();
  const { t, host } = model;
  const isFilter = what === "where";
  const change = (how: "change" | "clear") => model.run(host.changeList({ what, how }));
  return (
    <span class="listchip">
      <button
        type="button"
        class="chiptext"
        aria-label={t(isFilter ? "listedWhere" : "listedSort", text)}
        onClick={() => change("change")}
      >
        <Icon name={isFilter ? "filter" : "sort"} />
        <span>{text}</span>
      </button>
      <button
        type="button"
        class="chipclear"
        aria-label={t(isFilter ? "clearWhere" : "clearSort")}
        title={t(isFilter ? "clearWhere" : "clearSort")}
        onClick={() => change("clear")}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

/** What lists are filtered and sorted by, to be changed and cleared; and that the shown rollout is none of theirs. */
export function ListChips() {
  const { t, listed } = viewContext.use();
  const now = listed.value;
  if (now === null || (now.where === "" && now.sort === "")) return null;
  return (
    <div class="listchips">
      {now.where !== "" && <ListChip what="where" text={now.where} />}
      {now.sort !== "" && <ListChip what="sort" text={now.sort} />}
      {now.where !== "" && now.passes === false && (
        <span class="notlisted" role="status">
          <Icon name="info" />
          {t("notListed")}
        </span>
      )}
    </div>
  );
}
