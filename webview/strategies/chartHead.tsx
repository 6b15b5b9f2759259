import type { Signal } from "@preact/signals";
import { Icon } from "../icon.js";

interface ChartHeadProps<Id extends string> {
  readonly id: Id;
  readonly title: string;
  /** Charts that are shown as tables. */
  readonly tables: Signal<readonly Id[]>;
  readonly t: (key: "showCurve" | "showTable") => string;
}

/** The name of a chart, and the way from its lines to its numbers and back. */
export function ChartHead<Id extends string>({ id, title, tables, t }: ChartHeadProps<Id>) {
  const isTable = tables.value.includes(id);
  const toggle = () => {
    tables.value = isTable ? tables.value.filter(one => one !== id) : [...tables.value, id];
  };
  const label = t(isTable ? "showCurve" : "showTable");
  return (
    <header>
      <h3>{title}</h3>
      <span class="sp" />
      <button type="button" class="bare" title={label} aria-label={label} onClick={toggle}>
        <Icon name={isTable ? "curve" : "table"} />
      </button>
    </header>
  );
}
