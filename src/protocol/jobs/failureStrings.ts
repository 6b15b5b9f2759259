import type { HostFailureKind } from "./jobView.js";

/** Why a host did not answer, in English, each with the way out; `{0}` is the host. The host part translates the table. */
export const failureStrings: Readonly<Record<HostFailureKind, string>> = {
  "bad-name": "“{0}” cannot be the name of a host: take one from your ssh configuration.",
  "unknown-host": "There is no host {0}: check its name in your ssh configuration, and the network.",
  "needs-person":
    "{0} asks for a password, passphrase or code: log in once in a terminal, or add your key to the agent.",
  refused: "{0} does not accept your key: check User and IdentityFile in your ssh configuration.",
  "unknown-host-key": "{0} is not among your known hosts yet: connect once in a terminal and compare its key.",
  "changed-host-key":
    "The key of {0} is not the known one: ask who runs the host before you take the old key out of known_hosts.",
  "timed-out": "{0} did not answer in time: check the network, or whether it is switched on.",
  "connection-refused": "{0} refuses the connection: check whether its ssh server runs, and the port.",
  "no-ssh": "There is no ssh on this machine: install OpenSSH, or name it in loupe.ssh.path.",
  "no-shell": "{0} gives no shell: ask for an account that may run commands.",
  "no-space": "The disk of {0} is full: make room, or set loupe.runRoot to another disk.",
  "too-many-connections": "{0} takes no more connections for now: it is asked again in a while.",
  dropped: "The connection to {0} dropped: what runs there goes on, and it is asked again in a while.",
  "not-written":
    "What was pulled from {0} cannot be written here: make room, or set loupe.pullFolder to a folder that you may write.",
  other: "{0} could not be reached: the log says what ssh answered.",
};
