/** An engine's long key without its first parts, so that its end can be read: `…actor.optim.lr`. */
export function shortOverride(override: string, most = 26): string {
  const parts = override.split(".");
  const whole = parts.length;
  while (parts.length > 1 && parts.join(".").length >= most) parts.shift();
  return parts.length === whole ? override : `…${parts.join(".")}`;
}
