/** A regular file of a tar archive. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: Buffer;
}

const block = 512;

function textField(header: Buffer, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end < 0 ? length : end);
}

/** Octal digits, or GNU's binary numbers of large files; NaN for what is neither. */
function numberField(header: Buffer, start: number, length: number): number {
  const field = header.subarray(start, start + length);
  if (((field[0] ?? 0) & 0x80) !== 0) return Number(BigInt(`0x${field.subarray(1).toString("hex")}`));
  const text = field.toString("latin1").replaceAll("\0", " ").trim();
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : Number.NaN;
}

/** Whether the header is one: the sum of its bytes, its own field counted as spaces. */
function isHeader(header: Buffer): boolean {
  let sum = 8 * 32;
  header.forEach((byte, at) => (sum += at >= 148 && at < 156 ? 0 : byte));
  return sum === numberField(header, 148, 8);
}

/** `path` of a pax header: records `<length> path=<value>\n`. */
function paxPath(body: Buffer): string | null {
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(32, at);
    const length = Number(body.toString("latin1", at, Math.max(at, space)));
    if (space < 0 || !Number.isInteger(length) || length <= 0) return null;
    const record = body.toString("utf8", space + 1, at + length - 1);
    if (record.startsWith("path=")) return record.slice(5);
    at += length;
  }
  return null;
}

function headerPath(header: Buffer): string {
  const prefix = textField(header, 257, 5) === "ustar" && header[262] === 0 ? textField(header, 345, 155) : "";
  const name = textField(header, 0, 100);
  return prefix === "" ? name : `${prefix}/${name}`;
}

/**
 * The regular files of an archive as GNU tar, busybox and BSD write it (POSIX ustar and pax; GNU's long names). What is
 * no file, such as a link, is passed over; reading stops at the end, at a damaged header, or where the archive is cut.
 */
export function readTar(archive: Buffer): readonly TarEntry[] {
  const entries: TarEntry[] = [];
  let longPath: string | null = null;
  for (let at = 0; at + block <= archive.length;) {
    const header = archive.subarray(at, at + block);
    const size = numberField(header, 124, 12);
    if (!isHeader(header) || !Number.isSafeInteger(size) || at + block + size > archive.length) break;
    const body = archive.subarray(at + block, at + block + size);
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === "L") longPath = textField(body, 0, body.length);
    else if (type === "x") longPath = paxPath(body) ?? longPath;
    else {
      if (type === "0" || type === "\0") entries.push({ path: longPath ?? headerPath(header), bytes: body });
      longPath = null;
    }
    at += block + Math.ceil(size / block) * block;
  }
  return entries;
}
