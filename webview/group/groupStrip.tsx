import { useEffect, useRef, useState } from "preact/hooks";
import type { GroupMember as Member, RolloutView } from "../../src/protocol/rolloutView.js";
import type { RewardBars } from "../rewardBars.js";
import { viewContext } from "../viewContext.js";
import { GroupMember } from "./groupMember.js";
import { memberName } from "./memberName.js";
import { useVirtualWindow } from "../useVirtualWindow.js";

/** Widths of a member in CSS pixels. */
const [narrowest, widest] = [96, 200];

/** The members share the width evenly; a large group scrolls. */
const itemWidth = (width: number, count: number) =>
  Math.min(widest, Math.max(narrowest, Math.floor(width / Math.max(1, count))));

function useWidth() {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return undefined;
    const observer = new ResizeObserver(([entry]) => entry !== undefined && setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return { element, width };
}

interface GroupStripProps {
  readonly view: RolloutView;
  readonly bars: RewardBars;
}

const steps: ReadonlyMap<string, 1 | -1> = new Map([
  ["ArrowLeft", -1],
  ["ArrowUp", -1],
  ["ArrowRight", 1],
  ["ArrowDown", 1],
]);

/** The group's rollouts side by side: a list with one tab stop, arrows and clicks open the others. */
export function GroupStrip({ view, bars }: GroupStripProps) {
  const model = viewContext.use();
  const { members, position } = view.group;
  const { element, width } = useWidth();
  const size = itemWidth(width, members.length);
  const shape = { count: members.length, itemSize: size, isHorizontal: true, overscan: 4 };
  const { items, length, scrollTo } = useVirtualWindow(element, shape);
  const selected = position - 1;
  const auditedOf = ({ ref }: Member) =>
    model.audit.value?.members.find(one => one.ref.row === ref.row && one.ref.file === ref.file) ?? null;
  useEffect(() => scrollTo(selected), [selected, size]);
  const open = (index: number) => {
    const member = members[index];
    if (member !== undefined && index !== selected) model.run(model.host.open({ ref: member.ref }));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps.get(event.key);
    const end = event.key === "Home" ? 0 : event.key === "End" ? members.length - 1 : undefined;
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    open(end ?? selected + (step ?? 0));
  };
  return (
    <div
      class="strip"
      ref={element}
      role="listbox"
      aria-label={model.t("group")}
      aria-orientation="horizontal"
      aria-activedescendant={`member-${selected}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div class="inner" style={{ width: `${length}px` }}>
        {items.map(({ index, start }) => {
          const member = members[index];
          if (member === undefined) return null;
          return (
            <div
              key={index}
              id={`member-${index}`}
              role="option"
              class={index === selected ? "member sel" : "member"}
              aria-selected={index === selected}
              aria-setsize={members.length}
              aria-posinset={index + 1}
              aria-label={memberName(member, auditedOf(member)?.advantage ?? null, model.t)}
              style={{ transform: `translateX(${start}px)`, width: `${size}px` }}
              onClick={() => open(index)}
            >
              <GroupMember
                member={member}
                audited={auditedOf(member)}
                segments={bars.bars[index] ?? []}
                zero={bars.zero}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}
