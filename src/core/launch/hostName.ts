/** The host that is this machine itself: no ssh, the same protocol. */
export const localHost = "local";

const longest = 255;

/**
 * Whether a name may be handed to ssh as a host: an alias of the ssh configuration, a name, an address, with or without
 * `user@`. A name that begins with `-` would be an option, and `-oProxyCommand=…` runs a command here.
 */
export function isHostName(name: string): boolean {
  return name.length <= longest && /^[A-Za-z0-9_][A-Za-z0-9._@:%-]*$/.test(name);
}
