import type { HostOptions } from "./hostOptions.js";

/** The one command that any host is ever given; everything else is standard input. */
export const remoteCommand = "exec sh -s";

/**
 * Never a question (`BatchMode`), never a choice about host keys: those are the user's own configuration. Debian's ssh
 * sets ServerAliveInterval to 300 under BatchMode, hence our own.
 */
const base: readonly string[] = [
  "-T",
  ...["BatchMode=yes", "ConnectTimeout=10", "ServerAliveInterval=15", "ServerAliveCountMax=3"].flatMap(option),
  ...["EscapeChar=none", "ForwardX11=no", "ForwardAgent=no", "PermitLocalCommand=no"].flatMap(option),
  // A user's own RemoteCommand (often a tmux) would stand against ours, and a quiet log would hide why it failed.
  ...["RemoteCommand=none", "LogLevel=INFO"].flatMap(option),
];

function option(text: string): readonly string[] {
  return ["-o", text];
}

/** A forward of a port of this machine to one of the host, both on 127.0.0.1; `any`: SOCKS, to all that the host reaches. */
export interface Forward {
  readonly from: number;
  readonly to: number | "any";
}

const forwardWords = ({ from, to }: Forward): readonly string[] =>
  to === "any" ? ["-D", `127.0.0.1:${from}`] : ["-L", `127.0.0.1:${from}:127.0.0.1:${to}`];

/** Arguments of ssh for a host whose name `isHostName` has let through. */
export function sshArguments(host: string, options: HostOptions, forward: Forward | null): readonly string[] {
  const config = options.configFile ?? null;
  return [
    ...(config === null ? [] : ["-F", config]),
    ...base,
    ...(forward === null ? option("ClearAllForwardings=yes") : forwarding(forward)),
    "--",
    host,
    remoteCommand,
  ];
}

/** `ClearAllForwardings` would clear our own as well; a forward of the user's that cannot be made is no reason to fail. */
function forwarding(forward: Forward): readonly string[] {
  return [...option("ExitOnForwardFailure=no"), ...forwardWords(forward)];
}

/**
 * Takes a forward back from the master that the user's configuration may share connections by: it would outlive ours.
 * Without such a master ssh only says so.
 */
export function cancelArguments(host: string, options: HostOptions, forward: Forward): readonly string[] {
  const config = options.configFile ?? null;
  return [
    ...(config === null ? [] : ["-F", config]),
    ...option("BatchMode=yes"),
    "-O",
    "cancel",
    ...forwardWords(forward),
    "--",
    host,
  ];
}
