# Sourced by command.sh with `docker run …` as its arguments, and LOUPE_SECRETS: names of secrets that are in our environment.
# Waits for the container, whatever becomes of the client, and ends with its code. POSIX sh.
umask 077
cd "$LOUPE_RUN_DIR" || exit 97
name=loupe-$LOUPE_RUN_ID

# `docker inspect` would show what is handed over as --env; the container reads this and deletes it.
rm -f secrets.docker
for secret in $LOUPE_SECRETS; do
  eval "value=\${$secret-}"
  [ -n "$value" ] || continue
  value=$(printf %sx "$value" | sed "s/'/'\\\\''/g")
  printf "%s='%s'\n" "$secret" "${value%x}" >>secrets.docker
done

# A stop reaches docker's client, which passes it on; this one stays to tell the code.
trap : TERM INT
"$@" </dev/null &
client=$!
code=0
while :; do
  wait "$client"
  code=$?
  kill -0 "$client" 2>/dev/null || break
done
# A client that was killed, or lost its daemon, tells no code of the container.
while [ "$(docker inspect -f '{{.State.Running}}' "$name" 2>/dev/null)" = true ]; do
  docker wait "$name" >/dev/null 2>&1 || sleep 1
done
own=$(docker inspect -f '{{.State.ExitCode}}' "$name" 2>/dev/null)
case $own in '' | *[!0-9]*) ;; *) code=$own ;; esac
rm -f secrets.docker
docker rm "$name" >/dev/null 2>&1
exit "$code"
