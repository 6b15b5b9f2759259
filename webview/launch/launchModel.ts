import { computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { LaunchForm, LaunchHostApi } from "../../src/protocol/jobs/launchViewApi.js";
import type { Client } from "../../src/protocol/rpc.js";
import { errorText } from "../errorText.js";
import type { LaunchTranslate } from "./launchTranslate.js";

/** What an `edit` may write. Nothing takes the key out of the file. */
export type ConfigValue = string | number | boolean | null | string[] | undefined;

/** Everything the parts of the form share. Signals; whoever reads one is drawn again when it changes. */
export interface LaunchModel {
  readonly host: Client<LaunchHostApi>;
  readonly t: LaunchTranslate;
  readonly form: Signal<LaunchForm>;
  /** The file on show; one that is gone gives way to the first. */
  readonly chosenFile: Signal<string | null>;
  readonly pane: Signal<"files" | "prompts">;
  readonly isLaunching: Signal<boolean>;
  /** How many values differ from what the paper states. */
  readonly differing: ReadonlySignal<number>;
  readonly edit: (key: string, value: ConfigValue) => void;
  /** Owns a promise: logs its failure. */
  readonly run: (work: Promise<unknown>) => void;
}

/** The state of the form of one configuration. */
export function launchModel(host: Client<LaunchHostApi>, t: LaunchTranslate, first: LaunchForm): LaunchModel {
  const form = signal(first);
  const run = (work: Promise<unknown>) => {
    work
      .catch((error: unknown) => host.log({ level: "error", message: errorText(error).slice(0, 2000) }))
      .catch(() => undefined); // the channel is closed: nobody is left to be told
  };
  return {
    host,
    t,
    form,
    chosenFile: signal<string | null>(null),
    pane: signal<"files" | "prompts">("files"),
    isLaunching: signal(false),
    differing: computed(() => form.value.settings.filter(({ paper, isPaper }) => paper !== null && !isPaper).length),
    edit: (key, value) => run(host.edit(value === undefined ? { key } : { key, value })),
    run,
  };
}
