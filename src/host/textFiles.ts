import * as vscode from "vscode";

/** The text that a URI stands for. Rejects where it cannot be had for now. */
export type TextOf = (uri: vscode.Uri) => Promise<string>;

/** Tells VS Code that it is UTF-8, whatever encoding a person has set for files. It is no part of the text. */
const byteOrderMark = "\uFEFF";

/** VS Code takes a file that holds the character NUL for a binary one and shows nothing of it. */
const withoutNul = (text: string) => text.replaceAll("\0", "␀");

/**
 * Read-only documents of a scheme, made when they are asked for and never written to disk. For VS Code they are files: of
 * those alone it opens the editors again, and those that compare two, when a window is loaded again.
 */
export class TextFiles implements vscode.FileSystemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changed.event;
  private readonly textOf: TextOf;
  private readonly registration: vscode.Disposable;

  constructor(scheme: string, textOf: TextOf) {
    this.textOf = textOf;
    const options = { isReadonly: true, isCaseSensitive: true };
    this.registration = vscode.workspace.registerFileSystemProvider(scheme, this, options);
  }

  /** Size and times are nothing's: asking for them must not make the text. VS Code reads a file of size 0 all the same. */
  stat(): vscode.FileStat {
    const permissions = vscode.FilePermission.Readonly;
    return { type: vscode.FileType.File, ctime: 0, mtime: 0, size: 0, permissions };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return Buffer.from(byteOrderMark + withoutNul(await this.textOf(uri)), "utf8");
  }

  /** They stay as they were made. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
