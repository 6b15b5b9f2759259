/** A number for people to read: 16,264. What is after the point stays as it is. */
export function groupedNumber(value: number): string {
  const [whole = "", ...rest] = String(value).split(".");
  return [whole.replace(/\B(?=(?:\d{3})+$)/g, ","), ...rest].join(".");
}
