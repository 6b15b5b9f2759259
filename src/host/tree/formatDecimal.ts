/** A number with a fixed count of decimals and a true minus sign, so that columns of numbers line up. */
export function formatDecimal(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const digits = Math.abs(value).toFixed(decimals);
  // A value that rounds to nought has no sign: "−0.00" would read as a loss.
  return value < 0 && Number(digits) !== 0 ? `−${digits}` : digits;
}
