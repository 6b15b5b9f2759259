import type * as vscode from "vscode";

const prefix = "loupe.endpointKey:";

/** Keys of chat endpoints, by the origin of their address, in VS Code's secret storage. Never logged, never in a file. */
export class EndpointKeys {
  private readonly storage: vscode.SecretStorage;

  constructor(storage: vscode.SecretStorage) {
    this.storage = storage;
  }

  async of(url: string): Promise<string | null> {
    return (await this.storage.get(prefix + new URL(url).origin)) ?? null;
  }

  /** An empty key is taken out: the endpoint needs none. */
  async set(url: string, key: string): Promise<void> {
    const name = prefix + new URL(url).origin;
    await (key === "" ? this.storage.delete(name) : this.storage.store(name, key));
  }
}
