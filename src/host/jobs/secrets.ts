import type * as vscode from "vscode";
import * as z from "zod";

const storageKey = "loupe.secrets";
const schema = z.record(z.string(), z.string()).catch({});

/**
 * Values that a run needs and no file may hold, by the name of their variable. All of them are one entry of VS Code's
 * secret storage, since that cannot be listed. Nothing here is ever logged.
 */
export class Secrets {
  private readonly storage: vscode.SecretStorage;
  /** Changes wait for each other: each one writes all values. */
  private last: Promise<unknown> = Promise.resolve();

  constructor(storage: vscode.SecretStorage) {
    this.storage = storage;
  }

  async all(): Promise<Readonly<Record<string, string>>> {
    const text = await this.storage.get(storageKey);
    return text === undefined ? {} : schema.parse(parsed(text));
  }

  async names(): Promise<readonly string[]> {
    return Object.keys(await this.all()).sort();
  }

  async values(): Promise<readonly string[]> {
    return Object.values(await this.all());
  }

  set(name: string, value: string): Promise<void> {
    return this.change(all => ({ ...all, [name]: value }));
  }

  remove(name: string): Promise<void> {
    return this.change(all => Object.fromEntries(Object.entries(all).filter(([key]) => key !== name)));
  }

  private change(make: (all: Readonly<Record<string, string>>) => Readonly<Record<string, string>>): Promise<void> {
    const change = this.last.then(async () => this.storage.store(storageKey, JSON.stringify(make(await this.all()))));
    this.last = change.catch(() => undefined);
    return change;
  }
}

/** A storage that another version wrote is no reason to fail: its values are asked for again. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
