/** What the manifest contributes that VS Code asks the running extension for, by their ids. */
export interface Contributed {
  readonly commands: readonly string[];
  readonly views: readonly string[];
  readonly tasks: readonly string[];
  readonly tools: readonly string[];
  readonly languages: readonly string[];
  /** Schemes of the read-only documents that VS Code may ask for at the start of a window. */
  readonly schemes: readonly string[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

const fileSystem = "onFileSystem:";

/** Reads our own manifest, as VS Code has parsed it. It is no stranger's: zod would cost more than all the rest here. */
export function contributed(manifest: unknown): Contributed {
  const contributes = isObject(manifest) && isObject(manifest["contributes"]) ? manifest["contributes"] : {};
  const idsOf = (list: unknown, key: string): readonly string[] =>
    Array.isArray(list)
      ? list.flatMap((one: unknown) => (isObject(one) && typeof one[key] === "string" ? [one[key]] : []))
      : [];
  const views = isObject(contributes["views"]) ? Object.values(contributes["views"]) : [];
  const events: readonly unknown[] =
    isObject(manifest) && Array.isArray(manifest["activationEvents"]) ? manifest["activationEvents"] : [];
  return {
    commands: idsOf(contributes["commands"], "command"),
    views: views.flatMap(list => idsOf(list, "id")),
    tasks: idsOf(contributes["taskDefinitions"], "type"),
    tools: idsOf(contributes["languageModelTools"], "name"),
    languages: idsOf(contributes["languages"], "id"),
    schemes: events.flatMap(event =>
      typeof event === "string" && event.startsWith(fileSystem) ? [event.slice(fileSystem.length)] : [],
    ),
  };
}
