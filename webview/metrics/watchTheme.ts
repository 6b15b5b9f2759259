/** Calls back, once a frame at most, when VS Code may have changed the theme's variables. */
export function watchTheme(onChange: () => void): void {
  let isWaiting = false;
  const observer = new MutationObserver(() => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      onChange();
    });
  });
  // The variables stand in the root's style; the body's attributes name the theme.
  observer.observe(document.documentElement, { attributeFilter: ["style", "class", "data-theme"] });
  observer.observe(document.body, { attributeFilter: ["class", "data-vscode-theme-id", "data-vscode-theme-kind"] });
}
