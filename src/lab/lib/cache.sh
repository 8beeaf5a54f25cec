# Sourced: directories that are built once, keyed by everything that shapes them.
# shellcheck shell=bash

# hash_of WORD... : one short key of the words and of the standard input, if it is given a file.
hash_of() {
  printf '%s\n' "$@" | sha256sum | cut -c 1-16
}

hash_of_files() {
  cat -- "$@" | sha256sum | cut -c 1-16
}

# cached NAME KEY BUILDER [ARGUMENT...] : prints the directory; builds it when it is missing.
# The builder is called with a fresh directory before its arguments. It works under another name and
# is renamed when complete, so a killed build leaves nothing that looks whole; the lock makes a
# second caller wait and then find the result.
cached() {
  local entry=$lab_cache/$1-$2 lock work
  if [[ -d $entry ]]; then
    printf '%s\n' "$entry"
    return
  fi
  local name=$1
  shift 2
  mkdir -p "$lab_cache"
  exec {lock}>"$entry.lock"
  flock --wait 3600 "$lock" || die "another build of $name holds $entry.lock for an hour now"
  if [[ ! -d $entry ]]; then
    # Left by a build that was killed: under the lock nobody else can be using it.
    as_root rm -rf -- "$entry.building"
    work=$entry.building
    mkdir -- "$work"
    say "building $name (once; kept in $lab_cache)"
    # The lock must not leak into daemons that a builder starts.
    if ! nice -n 5 "$1" "$work" "${@:2}" {lock}>&- >&2 </dev/null; then
      as_root rm -rf -- "$work"
      die "building $name failed"
    fi
    mv -T -- "$work" "$entry"
  fi
  exec {lock}>&-
  printf '%s\n' "$entry"
}
