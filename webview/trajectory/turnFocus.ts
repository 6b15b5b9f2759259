/** The turn (a list item) that holds the focus, or null. */
const focusedTurn = () => document.activeElement?.closest<HTMLElement>(".turns > .turn") ?? null;

/** Moving through the trajectory by keys: its turns take the focus one after the other. */
export const turnFocus = {
  /** Whether the focus is in the trajectory, and not in something that scrolls by itself. */
  isInside: () => (document.activeElement?.closest(".turns") ?? null) !== null,

  move(by: 1 | -1): void {
    const turns = [...document.querySelectorAll<HTMLElement>(".turns > .turn")];
    const at = turns.findIndex(turn => turn === focusedTurn());
    const next = turns[at + by];
    if (next === undefined) return;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  },

  /** The zoom call of the focused turn, when the turn itself (and no button in it) has the focus. */
  callOfFocusedTurn(): number | null {
    const turn = focusedTurn();
    const call = turn === document.activeElement ? turn?.dataset["call"] : undefined;
    return call === undefined ? null : Number(call);
  },
};
