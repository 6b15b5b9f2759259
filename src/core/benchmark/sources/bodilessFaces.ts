import { holderOf } from "./holderOf.js";
import type { SourceCharacter } from "./sourcePage.js";

export interface FacesRead {
  /** Faces without a body: the only sign that their character is there. */
  readonly alone: readonly SourceCharacter[];
  /** Ids of the other faces to the ids of their bodies: each is that character a second time and not counted twice. */
  readonly bodyOf: ReadonlyMap<string, string>;
}

/** Tells faces that belong to a body of the same character on their page from those that stand alone. */
export function bodilessFaces(faces: readonly SourceCharacter[], bodies: readonly SourceCharacter[]): FacesRead {
  const alone: SourceCharacter[] = [];
  const bodyOf = new Map<string, string>();
  for (const face of faces) {
    const same = face.identity === null ? bodies : bodies.filter(({ identity }) => identity === face.identity);
    const body = holderOf(face.box, same);
    if (body === null) alone.push(face);
    else bodyOf.set(face.id, body);
  }
  return { alone, bodyOf };
}
