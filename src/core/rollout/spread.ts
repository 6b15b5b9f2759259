/**
 * Sample standard deviation (n − 1), the one GRPO divides by (torch.std, verl core_algos.py); null for fewer than two
 * values. Only numbers may be given: rows without a usable score are left out by the caller, who says how many.
 */
export function spread(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
