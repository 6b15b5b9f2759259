import { constants } from "node:fs";
import { lstat, open, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { emptyNoteBook, readNoteBook, type NoteBook } from "../../core/notes/noteBook.js";
import type { NoteLine } from "../../core/notes/noteLine.js";
import { notesFile } from "../../core/notes/notesFile.js";
import type { FileProblem } from "../../protocol/fileProblem.js";

/**
 * Why nothing could be written. `not-a-file`: a link, a pipe or a folder stands there, which is not written to. `gone`: the
 * run's folder is, and is not made again.
 */
export type NotesFailure = "read-only" | "gone" | "full" | "not-a-file" | "disk";

interface FailedAppend {
  readonly kind: "failed";
  readonly code: NotesFailure;
  /** As the system says it, for the log. */
  readonly message: string;
}

export type AppendOutcome = { readonly kind: "written" } | FailedAppend;

/** What a run's notes are on disk. `stamp` changes with the file; empty: there is none. */
export interface NotesOnDisk {
  readonly stamp: string;
  readonly book: NoteBook;
  /** Why there is a file that cannot be read; null: it was read, or there is none. */
  readonly problem: FileProblem | null;
}

/** People do not write more; a larger file is something else. */
const mostBytes = 64 * 2 ** 20;
const newline = 0x0a;

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";

// No link is followed: a run's folder may come from others, and a link in it could lead to any file of the person's.
// Without blocking: opening a pipe would wait for its reader. Windows has neither flag.
const flagsOf = (...names: readonly ("O_NOFOLLOW" | "O_NONBLOCK")[]): number =>
  names.reduce((flags, name) => flags | (process.platform === "win32" ? 0 : constants[name]), 0);

function failureOf(error: unknown): FailedAppend {
  const message = error instanceof Error ? error.message : String(error);
  switch (codeOf(error)) {
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return { kind: "failed", code: "read-only", message };
    case "ENOENT":
    case "ENOTDIR":
      return { kind: "failed", code: "gone", message };
    case "ENOSPC":
    case "EDQUOT":
      return { kind: "failed", code: "full", message };
    case "ELOOP":
    case "ENXIO":
    case "EISDIR":
    case "EMLINK":
      return { kind: "failed", code: "not-a-file", message };
    default:
      return { kind: "failed", code: "disk", message };
  }
}

const notAFile: FileProblem = { code: "notes-not-a-file", values: [] };

/** Null: the file went away as it was opened, and there is none. */
function problemOf({ code, message }: FailedAppend): FileProblem | null {
  switch (code) {
    case "gone":
      return null;
    case "not-a-file":
      return notAFile;
    case "read-only":
      return { code: "notes-denied", values: [] };
    case "full":
    case "disk":
      return { code: "notes-unreadable", values: [message] };
  }
}

async function endsLine(handle: FileHandle, size: number): Promise<boolean> {
  if (size === 0) return true;
  const last = Buffer.alloc(1);
  await handle.read(last, 0, 1, size - 1);
  return last[0] === newline;
}

/** One write of whole lines: the system puts it behind what other processes append, and not into it. */
async function writeWhole(handle: FileHandle, lines: readonly NoteLine[]): Promise<void> {
  const { size } = await handle.stat();
  const text = lines.map(line => `${JSON.stringify(line)}\n`).join("");
  // A line that a crash tore is ended first: what is appended to it would be lost with it.
  const bytes = Buffer.from((await endsLine(handle, size)) ? text : `\n${text}`);
  const { bytesWritten } = await handle.write(bytes, 0, bytes.length, null);
  if (bytesWritten < bytes.length) throw Object.assign(new Error("the disk is full"), { code: "ENOSPC" });
}

/** Appends lines to the notes of the run in `folder`. Never rejects for what the disk does. */
export async function appendNotes(folder: string, lines: readonly NoteLine[]): Promise<AppendOutcome> {
  const { O_APPEND, O_CREAT, O_RDWR } = constants;
  try {
    const handle = await open(
      join(folder, notesFile),
      O_APPEND | O_CREAT | O_RDWR | flagsOf("O_NOFOLLOW", "O_NONBLOCK"),
      0o666,
    );
    try {
      if (!(await handle.stat()).isFile()) return { kind: "failed", code: "not-a-file", message: notesFile };
      await writeWhole(handle, lines);
    } finally {
      await handle.close();
    }
    return { kind: "written" };
  } catch (error) {
    return failureOf(error);
  }
}

/** Changes with the notes' file; empty where there is none that could be read. */
export async function notesStamp(folder: string): Promise<string> {
  try {
    const { size, mtimeMs, ino } = await lstat(join(folder, notesFile));
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return "";
  }
}

/** Reads the notes of the run in `folder`. Never rejects for what the disk does. */
export async function readNotes(folder: string): Promise<NotesOnDisk> {
  const stamp = await notesStamp(folder);
  if (stamp === "") return { stamp, book: emptyNoteBook, problem: null };
  try {
    const handle = await open(join(folder, notesFile), constants.O_RDONLY | flagsOf("O_NOFOLLOW", "O_NONBLOCK"));
    try {
      const found = await handle.stat();
      if (!found.isFile()) return { stamp, book: emptyNoteBook, problem: notAFile };
      if (found.size > mostBytes)
        return { stamp, book: emptyNoteBook, problem: { code: "notes-too-large", values: [String(mostBytes)] } };
      return { stamp, book: readNoteBook(await handle.readFile("utf8")), problem: null };
    } finally {
      await handle.close();
    }
  } catch (error) {
    return { stamp, book: emptyNoteBook, problem: problemOf(failureOf(error)) };
  }
}
