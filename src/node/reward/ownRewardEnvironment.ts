/** What an interpreter needs to start and to find its packages. Tokens, keys and proxies are not among it. */
const kept = [
  ...["PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TMPDIR", "TZ"],
  ...["PYTHONPATH", "VIRTUAL_ENV", "CONDA_PREFIX", "PYENV_ROOT", "PYENV_VERSION", "LD_LIBRARY_PATH"],
  ...["SYSTEMROOT", "WINDIR", "PATHEXT", "COMSPEC", "TEMP", "TMP", "USERPROFILE", "APPDATA", "LOCALAPPDATA"],
];

/** The environment of own code: the few variables of ours that it needs. Windows writes their names in any case. */
export function ownRewardEnvironment(ours: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(ours).filter(([name]) => kept.includes(name.toUpperCase()));
  return {
    ...Object.fromEntries(entries),
    PYTHONIOENCODING: "utf-8",
    PYTHONUNBUFFERED: "1",
    PYTHONDONTWRITEBYTECODE: "1",
  };
}
