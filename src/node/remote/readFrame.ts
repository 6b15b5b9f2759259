import type { Frame } from "./framedScript.js";
import type { MarkedStream } from "./markedStream.js";

/** What is told of an answer while it comes. */
export interface FrameListener {
  onBegin(): void;
  onBytes(bytes: Buffer): void;
  onError(bytes: Buffer): void;
  /** After the last byte of both outputs. */
  onEnd(code: number): void;
}

/** Reads one framed answer off the two outputs of a shell; what comes before it is noise of the login shell. */
export function readFrame(
  frame: Frame,
  out: MarkedStream,
  err: MarkedStream,
  onNoise: (bytes: Buffer) => void,
  listener: FrameListener,
): void {
  let code: number | null = null;
  let isErrorRead = false;
  const settle = () => {
    if (code !== null && isErrorRead) listener.onEnd(code);
  };
  const digits: Buffer[] = [];
  const readCode = () =>
    out.expect(
      "\n",
      bytes => digits.push(bytes),
      () => {
        code = Number.parseInt(Buffer.concat(digits).toString("latin1"), 10);
        settle();
      },
    );
  out.expect(
    frame.begin,
    () => undefined,
    () => {
      out.expect(frame.end, bytes => listener.onBytes(bytes), readCode);
      listener.onBegin();
    },
  );
  err.expect(frame.begin, onNoise, () =>
    err.expect(
      frame.end,
      bytes => listener.onError(bytes),
      () => {
        isErrorRead = true;
        settle();
      },
    ),
  );
}
