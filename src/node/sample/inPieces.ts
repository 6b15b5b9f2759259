/** Python's buffer: a trainer that writes line by line still reaches the disk in pieces of this many bytes. */
const bufferSize = 8192;

/** Writes bytes as a trainer does whose writing takes as long as its rollouts: piece by piece, a pause before each. */
export async function inPieces(
  bytes: Buffer,
  pause: (pieces: number) => Promise<void>,
  write: (piece: Buffer) => Promise<unknown>,
): Promise<void> {
  const pieces = Math.ceil(bytes.length / bufferSize);
  for (let piece = 0; piece < pieces; piece++) {
    await pause(pieces);
    await write(bytes.subarray(piece * bufferSize, (piece + 1) * bufferSize));
  }
}
