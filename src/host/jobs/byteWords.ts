import { formatDecimal } from "../tree/formatDecimal.js";

const units = ["B", "kB", "MB", "GB", "TB"];

/** Bytes with three figures or so, in powers of 1000 as disks are sold and `df -H` prints: "15.2 GB". */
export function byteWords(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${formatDecimal(value, power === 0 || value >= 100 ? 0 : 1)} ${units[power] ?? "B"}`;
}
