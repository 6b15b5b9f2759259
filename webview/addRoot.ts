/** The element that a view is drawn into, at the end of the page. */
export function addRoot(): HTMLElement {
  const root = document.createElement("div");
  root.className = "root";
  document.body.append(root);
  return root;
}
