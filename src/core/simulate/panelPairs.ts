import type { PanelDescription, SettingName } from "./pageDescription.js";

/** Where a scene takes place; a panel of nothing but rays takes place nowhere. */
export const settingAnswers: Readonly<Record<Exclude<SettingName, "burst">, string>> = {
  meadow: "in a meadow",
  street: "in a street",
  parlour: "in a living room",
  harbour: "at a harbour",
  forest: "in a forest",
  rooftop: "on a roof",
  snow: "in the snow",
};

/** What can be asked of a panel by itself, with its answer. */
export interface PanelPair {
  readonly question: string;
  readonly answer: string;
}

/** The questions that a panel's own picture answers, in lower case: where the panel stands is said before. */
export function panelPairs({ setting, balloons, sound, caption }: PanelDescription): readonly PanelPair[] {
  const [balloon] = balloons;
  return [
    ...(setting === "burst" ? [] : [{ question: "where does the scene take place?", answer: settingAnswers[setting] }]),
    ...(balloon !== undefined && balloons.length === 1
      ? [{ question: "what is in the balloon?", answer: balloon.lines.join(" ") }]
      : []),
    ...(sound === null ? [] : [{ question: "which sound is lettered?", answer: sound.word }]),
    ...(caption === null ? [] : [{ question: "what does the caption say?", answer: caption.lines.join(" ") }]),
  ];
}
