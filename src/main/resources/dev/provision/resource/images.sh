# Images in the agent's store: what is there and what its registry has, asked by a step; pulled as a
# step would pull them, and brought back.

# observe_store USER : whether a step could say what is in it: "asked" then, "none" before there is one, and
# "tree" where nothing runs.
observe_store() {
  if ! booted; then
    echo tree
  elif getent passwd "$1" >/dev/null && command -v podman >/dev/null &&
    [ -e /etc/profile.d/agent_env_vars.sh ]; then
    echo asked
  else
    echo none
  fi
}

# observe_image NAME : "stored" and "digest DIGEST" when the store has it, "absent" when it has not; "registry DIGEST" of what the
# registry has under the name, or "unasked REASON". By redirects and credentials of the step: skopeo
# reads the same files as podman. containers-registries.conf(5).
observe_image() (
  cd / || exit
  timeout -k 2 30 podman image inspect --format \
    "stored${NL}digest {{.Digest}}{{range .RepoDigests}}${NL}digest {{.}}{{end}}" "$1" </dev/null |
    sed 's/^digest .*@/digest /'
  timeout -k 2 30 podman image exists "$1" </dev/null
  [ "$?" != 1 ] || echo absent
  raw=$(mktemp) || exit
  trap 'rm -f "$raw"' EXIT
  trap 'exit 143' HUP INT TERM
  said=$(timeout -k 2 10 skopeo inspect --raw "docker://$1" 2>&1 >"$raw" </dev/null)
  status=$?
  if [ "$status" != 0 ]; then
    printf 'unasked %s\n' "$(image_trouble "$status" "$said")"
  elif grep -q '"schemaVersion"' "$raw"; then
    sum=$(sha256sum <"$raw")
    echo "registry sha256:${sum%% *}"
  else
    # Of a proxy that wants a login, say.
    echo "unasked what answered gave no manifest"
  fi
)

# image_trouble STATUS SAID
image_trouble() {
  case $1 in 124 | 137) echo "nobody answered" ;; *) printf '%s\n' "$2" | tail -n 1 | cut -c 1-400 ;; esac
}

# as_agent USER WORD ... : a command of a step.
as_agent() {
  agent=$1
  shift
  words=
  for word in "$@"; do
    words="$words '$(printf '%s' "$word" | sed "s/'/'\\\\''/g")'"
  done
  as_step "$agent" "cd / && $words"
}

# image_id USER NAME : nothing when there is none.
image_id() {
  as_agent "$1" podman image inspect --format '{{.Id}}' "$2" 2>/dev/null
}

# pull_image USER NAME REFERENCE : under NAME, whatever it is asked for by. What stood there before stays
# in the store without a name, so that going back needs no registry.
pull_image() {
  next_kept
  mkdir "$KEPT/$kept_name" && as_agent "$1" podman images --all --quiet --no-trunc \
    >"$KEPT/$kept_name/before" && sync "$KEPT/$kept_name/before" "$KEPT/$kept_name" "$KEPT" || return 1
  undo_with restore_image "$kept_name" "$1" "$2" "$(image_id "$1" "$2")" || return 1
  # A pull outlives the shell that is killed over it, so what comes of it is noted there, too.
  (
    step_limit=1800
    as_agent "$1" podman pull --quiet "$3" >/dev/null || exit
    [ "$2" = "$3" ] || as_agent "$1" podman tag "$3" "$2" || exit
    image_id "$1" "$2" >"$KEPT/$kept_name/ours" && sync "$KEPT/$kept_name/ours" "$KEPT/$kept_name"
  )
}

# restore_image KEPT USER NAME BEFORE : the name is that image's again, or nobody's. Nothing else in the
# store is touched: what the agent made of it meanwhile, what it had before, what it uses now.
restore_image() {
  getent passwd "$2" >/dev/null || return 0
  present=$(image_id "$2" "$3")
  [ "$present" != "$4" ] || return 0
  ours=$(cat "$KEPT/$1/ours" 2>/dev/null)
  # Of a pull that was cut off before that could be noted.
  if [ -z "$ours" ] && ! grep -q "$present" "$KEPT/$1/before"; then ours=$present; fi
  if [ -z "$present" ] || [ "$present" != "$ours" ]; then
    stays "the image $3, which was not pulled by us"
    return 0
  fi
  if [ -n "$4" ]; then
    as_agent "$2" podman tag "$4" "$3" || stays "the image $3: the one before is gone"
  else
    as_agent "$2" podman untag "$3" "$3" || stays "the image $3"
  fi
  forget_image "$1" "$2" "$present" || stays "the image $present, which is in use"
}

# forget_image KEPT USER ID : unless it was there before, or has a name.
forget_image() {
  ! grep -q "$3" "$KEPT/$1/before" || return 0
  names=$(as_agent "$2" podman image inspect --format '{{len .RepoTags}}' "$3") || return 0
  [ "$names" != 0 ] || as_agent "$2" podman rmi "$3" >/dev/null
}
