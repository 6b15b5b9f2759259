import * as z from "zod";
import { viewActions, type ViewInit } from "../../protocol/viewApi.js";

const manifestSchema = z.object({
  contributes: z.object({
    commands: z.array(z.object({ command: z.string(), title: z.string() })),
    keybindings: z.array(z.object({ command: z.string(), key: z.string(), when: z.string() })),
  }),
});

const signs: Readonly<Record<string, string>> = {
  "shift+/": "?",
  "shift+=": "+",
  numpad_add: "+",
  numpad_subtract: "-",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
  escape: "Esc",
  enter: "Enter",
};

/** How a key of the manifest is written on a key map. */
const keyLabel = (key: string) => signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);

/**
 * The keys of the view as the extension sets them: VS Code tells no extension what a person bound instead. `manifest` is
 * the running extension's package.json, whose titles VS Code has already put into the person's language.
 */
export function keyLabels(manifest: unknown): ViewInit["keys"] {
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) return [];
  const { commands, keybindings } = parsed.data.contributes;
  const ofView = keybindings.filter(({ when }) => when.includes("loupe.viewFocus"));
  return commands.flatMap(({ command, title }) => {
    const keys = [...new Set(ofView.filter(binding => binding.command === command).map(({ key }) => keyLabel(key)))];
    return keys.length === 0 ? [] : [{ action: actionOf(command), label: title, keys: keys.join(" ") }];
  });
}

/** The view's own name of the action, else the command. */
function actionOf(command: string): string {
  return viewActions.find(action => command === `loupe.view.${action}`) ?? command;
}
