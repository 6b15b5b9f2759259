/** Values that somebody's quoting gets wrong; `injected` is a file that none of them may make. */
export function hostileValues(injected: string): readonly string[] {
  const touch = `touch ${injected}`;
  return [
    ...["", " ", "a b", "it's", '"dq"', "$HOME", `$(${touch})`, `\`${touch}\``, `; ${touch};`, `&& ${touch}`, "| cat"],
    ...[`> ${injected}`, "back\\slash", "back\\'mix", "\\\\", "end\\", "new\nline", "\n", "trailing\n", "tab\there"],
    ...[
      "bang!!",
      "!$",
      "~",
      "*",
      "?[a]{x,y}",
      "#hash",
      "-n",
      "-e",
      "--",
      "%s%n",
      "uni ü 漢字 🙂 e\u0301",
      "\u202e rtl",
    ],
    ...["\r\n", "\x01\x1b[31m", "'''", '"\'"', "${IFS}", "\u00a0nbsp", "a=b", "(x)", "<x>", `'; ${touch}; '`],
    "x".repeat(200_000),
  ];
}
