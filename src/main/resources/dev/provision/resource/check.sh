# What the programs of the host make of a staged file, before anything moves. A file is refused for
# what a program says of it; where no program can be asked, that is told.
#
# Each check is called with the staged file's number and the path that it is for.

# unchecked WHY: told by the transaction; the step has not failed.
unchecked() {
  printf '%s\n' "$1" >"$PENDING/unchecked"
}

# can_ask PROGRAM
can_ask() {
  command -v "$1" >/dev/null || { unchecked "there is no $1 on the host" && return 1; }
}

# A folder for what a program wants to find under a certain name, and for what it leaves.
in_scratch() {
  scratch=$PENDING/scratch
  rm -rf "$scratch" && mkdir "$scratch" || return 1
  staged=$PENDING/staged/$1
}

# ask PROGRAM ARGUMENT ...: what it says comes to $said, too. Some do not tell who they are.
ask() {
  status=0
  said=$(timeout -k 2 60 "$@" 2>&1) || status=$?
  rm -rf "$scratch"
  printf '%s\n' "$said"
  [ "$status" = 0 ] || printf 'asked: %s\n' "$*"
  return "$status"
}

# A broken file in sudoers.d locks everybody out.
check_sudoers() {
  can_ask visudo || return 0
  in_scratch "$1" && chmod 0440 "$staged" && ask visudo -cf "$staged"
}

# podman reads it whatever it is asked, and fails on what it finds wrong.
check_containers_conf() {
  can_ask podman || return 0
  in_scratch "$1" && ask env CONTAINERS_CONF="$staged" podman --version
}

# As for containers.conf. The file is of an account without root's folders: of root, podman 4 wants
# more, and says so once it has read the file.
check_storage_conf() {
  can_ask podman || return 0
  in_scratch "$1" || return 1
  ask env CONTAINERS_STORAGE_CONF="$staged" podman --version && return 0
  [ "$said" = 'Failed to obtain podman configuration: runroot must be set' ]
}

# skopeo fetches an image from a port where nobody is: it gets that far when it has read its files. It
# makes no storage, as podman would.
ask_skopeo() {
  ask skopeo --command-timeout 50s "$@" --registries.d "$scratch" copy \
    docker://127.0.0.1:1/x "dir:$scratch/image" && return 0
  case $said in
    *'dial tcp'*) ;;
    *'unknown flag'*) unchecked "the host's skopeo is too old to be asked" ;;
    *) return 1 ;;
  esac
}

check_registries_conf() {
  can_ask skopeo || return 0
  in_scratch "$1" && ask_skopeo --insecure-policy --registries-conf "$staged"
}

check_policy() {
  can_ask skopeo || return 0
  in_scratch "$1" && ask_skopeo --policy "$staged"
}

check_registries_d() {
  can_ask skopeo || return 0
  in_scratch "$1" && cp "$staged" "$scratch/x.yaml" && ask_skopeo --insecure-policy
}

# Only the grammar, whichever shell reads it later.
check_shell() {
  in_scratch "$1" && ask sh -n "$staged"
}

# Made in an empty tree: systemd before 256 has no --dry-run. Ends with 65 on a bad line.
check_tmpfiles() {
  can_ask systemd-tmpfiles || return 0
  in_scratch "$1" && ask systemd-tmpfiles --create --root="$scratch" "$staged"
}

# Bad syntax only shows in what it prints. A key that it does not find may come with a module.
check_sysctl() {
  can_ask sysctl || return 0
  in_scratch "$1" || return 1
  ask sysctl --dry-run -p "$staged" || true
  case $said in
    *'invalid syntax'*) return 1 ;;
    *"'--dry-run'"*) unchecked "the host's sysctl has no --dry-run" ;;
  esac
}

# check_drop_in NUMBER PATH: a setting that systemd ignores only shows in what it prints, with the
# file's name; what it says of others is not about us.
check_drop_in() {
  can_ask systemd-analyze || return 0
  folder=${2%/*}
  folder=${folder##*/}
  unit=${folder%.d}
  in_scratch "$1" && mkdir "$scratch/$folder" && cp "$staged" "$scratch/$folder/${2##*/}" || return 1
  ask env SYSTEMD_UNIT_PATH="$scratch:" SYSTEMD_LOG_COLOR=0 \
    systemd-analyze --man=no verify "$(printf '%s' "$unit" | sed 's/@\./@0./')" || return 1
  case $said in *"/${folder}/${2##*/}:"*) return 1 ;; esac
}

# check_user_unit NUMBER PATH: other units may come with the same apply, and a program with a job, so
# that one of them is not there is told when the unit is started.
check_user_unit() {
  can_ask systemd-analyze || return 0
  unit=${2##*/}
  in_scratch "$1" && cp "$staged" "$scratch/$unit" || return 1
  asked=0
  ask env XDG_RUNTIME_DIR="$scratch" SYSTEMD_UNIT_PATH="$scratch:" SYSTEMD_LOG_COLOR=0 \
    systemd-analyze --user --man=no verify "$scratch/$unit" || asked=$?
  case $said in
    *"/$unit:"* | *'bad unit file setting'*) return 1 ;;
    *' not found.'* | *' not loaded'* | *' is not executable'*) return 0 ;;
  esac
  return "$asked"
}

# check_quadlet NUMBER PATH: podman's own generator. Other files that this one names get a stand-in.
check_quadlet() {
  generator=/usr/lib/systemd/user-generators/podman-user-generator
  can_ask "$generator" || return 0
  in_scratch "$1" || return 1
  others=$(grep -oE '[A-Za-z0-9][A-Za-z0-9_.-]*\.(container|volume|network|image|build|pod)\b' "$staged")
  for other in $others; do
    case ${other##*.} in
      container) printf '[Container]\nImage=docker.io/library/x\n' ;;
      volume) printf '[Volume]\n' ;;
      network) printf '[Network]\n' ;;
      image) printf '[Image]\nImage=docker.io/library/x\n' ;;
      build) printf '[Build]\nImageTag=x\nFile=/x\n' ;;
      pod) printf '[Pod]\n' ;;
    esac >"$scratch/$other"
  done
  cp "$staged" "$scratch/${2##*/}" &&
    ask env QUADLET_UNIT_DIRS="$scratch" "$generator" --user --dryrun
}

# ask_apt PROGRAM ARGUMENT ...: of the staged file alone, without a cache.
ask_apt() {
  ask "$@" -o Dir::Etc::SourceList=/dev/null -o Dir::Cache::pkgcache= \
    -o Dir::Cache::srcpkgcache= -o Dir::Etc::PreferencesParts=/dev/null || return 1
  ! printf '%s\n' "$said" | grep -q '^[EW]: '
}

check_apt_sources() {
  in_scratch "$1" && cp "$staged" "$scratch/x.sources" &&
    ask_apt apt-get indextargets -o Dir::Etc::SourceParts="$scratch"
}

check_apt_preferences() {
  in_scratch "$1" && ask_apt apt-cache policy -o Dir::Etc::Preferences="$staged" \
    -o Dir::Etc::SourceParts=/dev/null
}

check_openpgp_key() {
  can_ask gpg || return 0
  in_scratch "$1" && ask gpg --homedir "$scratch" --batch --show-keys "$staged"
}
