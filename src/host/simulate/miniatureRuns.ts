import * as vscode from "vscode";
import type { MiniatureOptions } from "../../core/simulate/miniature/miniatureOptions.js";
import type { Strategy } from "../../core/reward/strategy.js";
import type { MiniaturePace } from "../../node/simulate/miniaturePace.js";
import { miniaturePaths } from "../../node/simulate/miniaturePaths.js";
import { readMiniatureRequest } from "../../node/simulate/miniatureRequest.js";
import { runOnThread, type RunEars } from "../../node/simulate/runOnThread.js";
import type { MiniatureRunResult } from "../../node/simulate/runMiniature.js";
import type { RunNode } from "../../protocol/treeNode.js";
import type { MiniatureLook } from "../../protocol/simulate/miniatureLook.js";

export interface AskedMiniature {
  readonly out: string;
  /** Of a run that is there: null takes its own. */
  readonly strategy: Strategy | null;
  readonly options: Partial<MiniatureOptions>;
  readonly pace: MiniaturePace;
}

interface Parts {
  /** The bundle of `miniatureRunWorker.ts`, and the build's glyphs. */
  readonly script: string;
  readonly glyphsFile: string;
}

/**
 * The miniatures that this window trains, each on a thread of its own. A window that closes ends them; what they have
 * written can be resumed.
 */
export class MiniatureRuns implements vscode.Disposable {
  private readonly going = new Map<string, AbortController>();
  /** Folders of runs that ended here: what was written to them last is our own. */
  private readonly ended = new Set<string>();
  private readonly changed = new vscode.EventEmitter<string>();
  /** Fires with the folder of a run that began or ended. */
  readonly onDidChange = this.changed.event;
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Folders of the runs that are being trained. */
  get folders(): readonly string[] {
    return [...this.going.keys()];
  }

  /** Trains and writes a run until it is over or stopped; null: this window trains it already. */
  async run(asked: AskedMiniature, ears: Pick<RunEars, "onStart" | "onStep">): Promise<MiniatureRunResult | null> {
    const { out } = asked;
    if (this.going.has(out)) return null;
    const stop = new AbortController();
    this.going.set(out, stop);
    this.changed.fire(out);
    try {
      const { script, glyphsFile } = this.parts;
      return await runOnThread(script, { ...asked, glyphsFile }, { ...ears, signal: stop.signal });
    } finally {
      this.going.delete(out);
      this.ended.add(out);
      this.changed.fire(out);
    }
  }

  /** True for a run that this window has trained and trains no more. */
  hasEnded(folder: string): boolean {
    return this.ended.has(folder) && !this.going.has(folder);
  }

  /** The step that is being written is finished, and a checkpoint of it made. */
  stop(folder: string): void {
    this.going.get(folder)?.abort();
  }

  /** What is known of a run; null: it is no miniature, or a job's, whose truth is on its host. */
  readonly look = async ({ path, launch, latestStep }: RunNode): Promise<MiniatureLook | null> => {
    if (launch !== null) return null;
    const request = await readMiniatureRequest(miniaturePaths(path));
    if (request === null) return null;
    const { steps } = request.options;
    const isGoing = this.going.has(path);
    return { isGoing, steps, isUnfinished: !isGoing && (latestStep ?? 0) < steps };
  };

  dispose(): void {
    for (const stop of this.going.values()) stop.abort();
    this.changed.dispose();
  }
}
