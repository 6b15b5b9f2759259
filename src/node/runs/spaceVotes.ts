import type { SpaceGuess } from "../../core/page/coordinateSpace.js";
import { voteSpace } from "../../core/page/voteSpace.js";
import type { IndexedFile } from "../index/indexedFile.js";
import type { Row } from "./rowsOf.js";
import { withinBytes } from "./withinBytes.js";

export interface SpaceVotesParts {
  /** The run that a file's rows are read with: rollouts of one run and format count alike. */
  runPathOf(file: IndexedFile): string;
  /** Rows of the run that may be asked, the same however far the file has grown since. */
  votersOf(file: IndexedFile): readonly Row[];
  /** What a row alone would guess; null without boxes. */
  guessOf(row: Row): Promise<SpaceGuess | null>;
}

const maxVoters = 64;
const maxBytes = 8 * 2 ** 20;

/** The coordinate space that a run's rollouts speak for together, asked once and remembered until told to forget. */
export class SpaceVotes {
  private readonly parts: SpaceVotesParts;
  private readonly known = new Map<string, Promise<SpaceGuess | null>>();

  constructor(parts: SpaceVotesParts) {
    this.parts = parts;
  }

  forget(): void {
    this.known.clear();
  }

  of(file: IndexedFile): Promise<SpaceGuess | null> {
    const key = `${file.format ?? ""} ${this.parts.runPathOf(file)}`;
    const found = this.known.get(key) ?? this.vote(file);
    this.known.set(key, found);
    return found;
  }

  private async vote(file: IndexedFile): Promise<SpaceGuess | null> {
    const guesses: SpaceGuess[] = [];
    const rows = this.parts.votersOf(file).filter(one => one.file.columns.callOpeningsOf(one.row) > 0);
    for (const row of withinBytes(rows.slice(0, maxVoters), maxBytes)) {
      const guess = await this.parts.guessOf(row);
      if (guess !== null) guesses.push(guess);
    }
    return voteSpace(guesses);
  }
}
