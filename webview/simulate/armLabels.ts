import type { ArmName } from "../../src/protocol/simulate/miniatureViewApi.js";

/** What each arm is called beside its line: its name, and what is particular about it where several have that name. */
export const armLabels = (arms: readonly ArmName[]): readonly string[] =>
  arms.map(({ name, note }) => {
    const isAlone = arms.filter(other => other.name === name).length === 1;
    return isAlone || note === "" ? name : `${name}, ${note}`;
  });
