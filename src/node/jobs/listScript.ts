import { shellWord } from "../../core/launch/shellWord.js";

/** More files than a run has, and few enough to be held. */
export const maxListed = 20_000;

/**
 * Lists the regular files of a run that are pulled, `inode bytes time path` a line: what lies in the run folder itself
 * and all below `out`, and of each element of an array, which has a run folder of its own in `shards`, its log and its
 * `out`; never the snapshot of the code, the data or the secrets. GNU find prints it itself; elsewhere
 * `stat` does (GNU, busybox, then BSD), else `ls`, whose words for inode and size are POSIX's. Ends with 3 when there is
 * no such folder.
 */
export const listScript = (runFolder: string): string => `
LC_ALL=C; export LC_ALL
cd ${shellWord(runFolder)} 2>/dev/null || exit 3
loupe_some() {
  find . -maxdepth 1 -type f ! -name 'secrets.sh*' ! -name '*.tmp' "$@"
  [ -d out ] && find ./out -maxdepth 10 -type f "$@"
  [ -d shards ] && find ./shards -maxdepth 11 -type f \\( -path './shards/*/out/*' -o -path './shards/*/log' \\) "$@"
}
if find . -maxdepth 0 -printf '' 2>/dev/null; then loupe_some -printf '%i %s %T@ %p\\n'
elif stat -c '%i' . >/dev/null 2>&1; then loupe_some -exec stat -c '%i %s %Y %n' {} +
elif stat -f '%i' . >/dev/null 2>&1; then loupe_some -exec stat -f '%i %z %m %N' {} +
else loupe_some -exec sh -c 'for f do
  ls -ind -- "$f" | { read -r i p l u g s t; echo "$i $s $(printf %s "$t" | cut -d " " -f 1-3 | tr " " -) $f"; }
done' sh {} +
fi 2>/dev/null | head -n ${String(maxListed + 1)}`;
