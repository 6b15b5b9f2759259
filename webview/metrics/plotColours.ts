/** What a canvas has to be told in place of style sheets: VS Code's colours and font as they are now. */
export interface PlotColours {
  readonly line: string;
  readonly dim: string;
  readonly text: string;
  readonly grid: string;
  readonly background: string;
  /** A CSS font, 11 px. */
  readonly font: string;
}

/** Reads the colours that hold for an element. */
export function plotColours(element: HTMLElement): PlotColours {
  const style = getComputedStyle(element);
  const read = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  return {
    line: read("--loupe-call", style.color),
    dim: read("--loupe-dim", style.color),
    text: style.color,
    grid: read("--loupe-grid", style.color),
    background: read("--vscode-editor-background", "transparent"),
    font: `11px ${style.fontFamily}`,
  };
}
