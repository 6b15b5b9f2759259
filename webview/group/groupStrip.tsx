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

interface MemberOptionProps {
  readonly member: Member;
  /** CSS pixels. */
  readonly place: { readonly index: number; readonly start: number; readonly size: number; readonly of: number };
  readonly isSelected: boolean;
  readonly bars: RewardBars;
  readonly onOpen: () => void;
}

/** One rollout as an item of the list, with what the audit of its group says of it. */
function MemberOption({ member, place, isSelected, bars, onOpen }: MemberOptionProps) {
  const { t, audit } = viewContext.use();
  const { index, start, size, of } = place;
  const isIt = ({ file, row }: Member["ref"]) => row === member.ref.row && file === member.ref.file;
  const audited = audit.value?.members.find(({ ref }) => isIt(ref)) ?? null;
  return (
    <div
      id={`member-${index}`}
      role="option"
      class={isSelected ? "member sel" : "member"}
      aria-selected={isSelected}
      aria-setsize={of}
      aria-posinset={index + 1}
      aria-label={memberName(member, audited?.advantage ?? null, t)}
      style={{ transform: `translateX(${start}px)`, width: `${size}px` }}
      onClick={onOpen}
    >
      <GroupMember member={member} audited={audited} segments={bars.bars[index] ?? []} zero={bars.zero} />
    </div>
  );
}

/** The group's rollouts side by side: a list with one tab stop, arrows and clicks open the others. */
export function GroupStrip({ view, bars }: GroupStripProps) {
  const model = viewContext.use();
  const { members, position } = view.group;
  const { element, width } = useWidth();
  const size = itemWidth(width, members.length);
  const shape = { count: members.length, itemSize: size, isHorizontal: true, overscan: 4 };
  const { items, length, scrollTo } = useVirtualWindow(element, shape);
  const selected = position - 1;
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
            <MemberOption
              key={index}
              member={member}
              place={{ index, start, size, of: members.length }}
              isSelected={index === selected}
              bars={bars}
              onOpen={() => open(index)}
            />
          );
        })}
      </div>
    </div>
  );
}
