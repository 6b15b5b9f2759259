interface Withheld {
  readonly isWithheld: boolean;
  readonly notRecomputable: number;
}

/** Why a strategy has no figures although some of its rewards are known; no line where it has them. */
export function withheldText(
  name: string,
  { isWithheld, notRecomputable }: Withheld,
  rollouts: number,
): readonly string[] {
  if (!isWithheld) return [];
  const said = `${name}: not recomputable: ${notRecomputable} of ${rollouts}`;
  return [notRecomputable === rollouts ? said : `${said}, for what they did themselves; the others are no fair sample`];
}
