import { useState } from "preact/hooks";
import { linesContext } from "./linesContext.js";
import type { LinesTranslate } from "./linesTranslate.js";
import { visibleText } from "./visibleText.js";

/** Longer strings and lists are folded; what is deeper than this is folded at first. */
const longText = 600;
const longList = 60;
const openDepth = 3;

/** A string as it is read, lines and all; what cannot be seen otherwise by its picture. */
const readable = (text: string) =>
  text
    .split("\n")
    .map(line => visibleText(line))
    .join("\n");

function StringValue({ text }: { readonly text: string }) {
  const { t } = linesContext.use();
  const [isOpen, setOpen] = useState(false);
  const isLong = text.length > longText;
  return (
    <span class="json string">
      “{readable(isLong && !isOpen ? `${text.slice(0, longText)}…` : text)}”
      {isLong && (
        <button type="button" class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t("showLess") : t("showAll", text.length.toLocaleString("en"))}
        </button>
      )}
    </span>
  );
}

function countOf(count: number, isList: boolean, t: LinesTranslate): string {
  if (count === 1) return t(isList ? "oneItem" : "oneMember");
  return t(isList ? "items" : "members", count.toLocaleString("en"));
}

/** A box or another short list of numbers is read at a glance; null: it is none. */
function shortList(value: readonly unknown[]): string | null {
  if (value.length === 0 || value.length > 8) return null;
  return value.every(item => typeof item === "number") ? `[${value.join(", ")}]` : null;
}

interface ContainerProps {
  readonly entries: readonly (readonly [string, unknown])[];
  readonly isList: boolean;
  readonly depth: number;
}

function Container({ entries, isList, depth }: ContainerProps) {
  const { t } = linesContext.use();
  const [isOpen, setOpen] = useState(depth < openDepth && (depth === 0 || entries.length <= longList));
  const [shown, setShown] = useState(longList);
  const count = countOf(entries.length, isList, t);
  if (entries.length === 0) return <span class="json">{isList ? "[ ]" : "{ }"}</span>;
  return (
    <>
      {depth > 0 && (
        <button type="button" class="link fold" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? "▾" : "▸"} {isList ? `[ ${count} ]` : `{ ${count} }`}
        </button>
      )}
      {isOpen && (
        <dl class="members">
          {entries.slice(0, shown).map(([key, value]) => (
            <div key={key}>
              <dt>{visibleText(key)}</dt>
              <dd>
                <JsonValue value={value} depth={depth + 1} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {isOpen && shown < entries.length && (
        <button type="button" class="link" onClick={() => setShown(shown + 10 * longList)}>
          {t("showMembers", (entries.length - shown).toLocaleString("en"))}
        </button>
      )}
    </>
  );
}

/** A value of JSON for reading: long strings and lists folded. `depth`: 0 for the whole. */
export function JsonValue({ value, depth = 0 }: { readonly value: unknown; readonly depth?: number }) {
  if (typeof value === "string") return <StringValue text={value} />;
  const short = Array.isArray(value) ? shortList(value) : null;
  if (short !== null) return <span class="json plainvalue">{short}</span>;
  if (Array.isArray(value))
    return <Container entries={value.map((item: unknown, index) => [String(index), item])} isList depth={depth} />;
  if (typeof value === "object" && value !== null)
    return <Container entries={Object.entries(value)} isList={false} depth={depth} />;
  return <span class="json plainvalue">{String(value)}</span>;
}
