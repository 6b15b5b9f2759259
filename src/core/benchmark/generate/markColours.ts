/** Colours of marks, by the place of their label: each readable on white paper and beside the others. */
const colours = ["#b3261e", "#1d4f91", "#2e6b34", "#7a4b00", "#5b3a8e"] as const;

export function markColour(index: number): string {
  return colours[index % colours.length] ?? colours[0];
}
