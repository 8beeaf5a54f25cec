# What a host that was set up by hand says of itself: the agent's account, files, packages. Nothing is
# changed, and nothing needs podman or a systemd that runs.
#
# A line each, fields separated by ASCII 31; what is in a file comes in base64.

# Bytes of one file, files of one folder, and bytes of all: a host can have any number of them.
LONGEST=262144
MOST=200
IN_ALL=6291456
read_so_far=0

# tell KIND FIELD ...
tell() {
  printf '%s' "$1"
  shift
  for field in "$@"; do printf '\037%s' "$field"; done
  printf '\n'
}

# observe_import AGENT PACKAGE ...: of the account of this name; of AzDevOps or whoever the agent's
# service runs as when it is empty.
observe_import() {
  wanted=$1
  shift
  # svc.sh of microsoft/azure-pipelines-agent makes these.
  services=$(sed -n 's/^User=//p' /etc/systemd/system/vsts.agent.*.service 2>/dev/null | sort -u)
  entry=$(find_agent "$wanted")
  tell services "$(printf '%s' "$services" | tr '\n' ' ')"
  tell passwd "$entry"
  [ -n "$entry" ] || return 0
  IFS=: read -r name _ uid gid _ home _ <<ENTRY
$entry
ENTRY
  tell group "$(getent group "$gid")"
  tell groups "$(id -nG -- "$name")"
  if [ -e "/var/lib/systemd/linger/$name" ]; then tell linger yes; fi
  tell_packages_of "$@"
  case $home in
    /?*)
      tell_home "$home"
      tell_access "${home%/*}"
      tell_access "$home"
      ;;
  esac
  tell_system "$uid"
  tell_agent_folders
}

find_agent() {
  if [ -n "$1" ]; then
    getent passwd -- "$1"
    return
  fi
  getent passwd AzDevOps && return
  case $services in
    '' | *"$NL"*) return 1 ;;
    *) getent passwd -- "$services" ;;
  esac
}

tell_packages_of() {
  # shellcheck disable=SC2016
  dpkg-query -W -f '${Package} ${db:Status-Status} ${Version}\n' "$@" 2>/dev/null |
    while read -r package status version; do
      [ "$status" != installed ] || tell package "$package" "$version"
    done
}

tell_access() {
  [ -d "$1" ] || return 0
  getfacl --absolute-names --omit-header --no-effective -- "$1" 2>/dev/null | head -n "$MOST" |
    while IFS= read -r line; do
      [ -z "$line" ] || tell acl "$1" "$line"
    done
}

# ---- what is root's

tell_system() {
  files /etc/subuid /etc/subgid /etc/environment /etc/sudoers /etc/sudoers.d/* \
    /etc/containers/registries.conf /etc/containers/registries.conf.d/*.conf \
    /etc/containers/policy.json /etc/containers/storage.conf /etc/containers/nodocker \
    /etc/containers/containers.conf /etc/containers/containers.conf.d/*.conf \
    /etc/containers/registries.d/*.yaml \
    /etc/containers/systemd/users/*.* "/etc/containers/systemd/users/$1"/*.* \
    /etc/systemd/user/*.service /etc/systemd/user/*.socket /etc/systemd/user/*.timer \
    /etc/systemd/user/*.path /etc/systemd/user/*.target \
    /etc/systemd/system/user@.service.d/*.conf "/etc/systemd/system/user@$1.service.d"/*.conf \
    /etc/sysctl.conf /etc/sysctl.d/*.conf /etc/modules /etc/modules-load.d/*.conf \
    /etc/tmpfiles.d/*.conf /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
    /etc/apt/sources.list.d/*.sources /etc/apt/preferences.d/* /etc/apt/keyrings/* \
    /etc/profile.d/agent_env_vars.sh
  for file in /etc/apt/trusted.gpg.d/* /usr/share/keyrings/*; do
    case ${file##*/} in debian-* | ubuntu-*) ;; *) files "$file" ;; esac
  done
  mentioning 'docker[.]sock|podman[.]sock' /usr/lib/tmpfiles.d/*.conf
  mentioning 'DOCKER|XDG_RUNTIME_DIR|DBUS_SESSION|CONTAINER|BUILDAH|PODMAN' /etc/profile.d/*.sh
  for file in /usr/local/sbin/docker /usr/local/bin/docker /usr/sbin/docker /usr/bin/docker; do
    # Of a program enough to tell that it is one.
    LONGEST=4096 && files "$file"
  done
  LONGEST=262144
  for link in /etc/systemd/user/*.wants/*.*; do
    if [ -L "$link" ]; then tell enabled "$link"; fi
  done
  tell_owners
}

# mentioning PATTERN FILE ...
mentioning() {
  pattern=$1
  shift
  for file in "$@"; do
    if [ -f "$file" ] && grep -qE -e "$pattern" -- "$file"; then files "$file"; fi
  done
}

# files PATH ...: of root, who may link wherever he likes.
told=$NL
files() {
  count=0
  for path in "$@"; do
    is_there "$path" "$path" || continue
    case $told in *"$NL$path$NL"*) continue ;; esac
    told=$told$path$NL
    count=$((count + 1))
    if [ "$count" -gt "$MOST" ]; then
      tell more "${path%/*}"
      return
    fi
    content=-
    if [ -f "$path" ] && has_room "$(stat -L -c %s -- "$path")"; then
      content="="$(head -c "$((LONGEST + 1))" -- "$path" | base64 -w 0) || content=-
    fi
    tell file "$path" "$(stat -c '%F|%04a|%U|%G|%s' -- "$path")" \
      "$(if [ -L "$path" ]; then readlink -- "$path" | head -n 1; fi)" "$content"
  done
}

# is_there FILE SHOWN
is_there() {
  if [ -e "$1" ] || [ -L "$1" ]; then is_plain "$2"; else return 1; fi
}

is_plain() {
  case $1 in
    *[[:cntrl:]]*)
      tell odd "${1%/*}"
      return 1
      ;;
  esac
}

has_room() {
  read_so_far=$((read_so_far + ($1 < LONGEST ? $1 : LONGEST)))
  [ "$read_so_far" -le "$IN_ALL" ]
}

# Which of them packages brought.
tell_owners() {
  # Names hold no line ends, and of a pattern nothing is asked.
  set -f
  IFS=$NL
  # shellcheck disable=SC2046
  set -- $(printf '%s' "$told" | grep -v '[*?[\\]')
  unset IFS
  set +f
  if [ $# -eq 0 ]; then return; fi
  dpkg-query -S -- "$@" 2>/dev/null | sed -n 's|^\([a-z0-9][^ ]*\): \(/.*\)|\1\t\2|p' |
    while IFS='	' read -r package file; do tell owner "$file" "$package"; done
}

# ---- what the agent could have put there

tell_home() {
  for folder in "$1" "$1/.config" "$1/.config/containers"; do
    if [ -e "$folder" ]; then
      tell folder "$folder" "$(stat -c '%F|%04a|%U|%G|%s' -- "$folder")"
    fi
  done
  own "$1" .config/containers registries.conf policy.json containers.conf storage.conf
  own "$1" .config/containers/registries.conf.d '*.conf'
  own "$1" .config/containers/containers.conf.d '*.conf'
  own "$1" .config/containers/systemd '*.*'
  own "$1" .config/systemd/user '*.*'
  for link in "$1"/.config/systemd/user/*.wants/*.*; do
    if [ -L "$link" ] && is_plain "$link"; then tell enabled "$link"; fi
  done
  for layers in "$1"/.local/share/containers/storage/*-layers; do
    if [ -d "$layers" ] && is_plain "$layers"; then
      layers=${layers##*/}
      tell store "${layers%-layers}"
    fi
  done
}

tell_agent_folders() {
  own / agent .env
  sed -n 's/^WorkingDirectory=//p' /etc/systemd/system/vsts.agent.*.service 2>/dev/null | sort -u |
    head -n 20 | while IFS= read -r folder; do
      case $folder in
        /agent | *[[:cntrl:]]*) ;;
        /?*) own / "${folder#/}" .env ;;
      esac
    done
}

# own TOP FOLDER PATTERN ...: without following any link below TOP, also one that comes meanwhile: the
# folder is entered and compared with what was meant, then names are relative.
own() {
  top=$(cd -P -- "$1" 2>/dev/null && pwd -P) || return 0
  shown=${1%/}/$2
  cd -P -- "${top%/}/$2" 2>/dev/null || return 0
  if [ "$(pwd -P)" != "${top%/}/$2" ]; then
    tell elsewhere "$shown"
    return 0
  fi
  shift 2
  count=0
  for pattern in "$@"; do
    for file in ./$pattern; do
      is_there "$file" "$shown/$file" || continue
      count=$((count + 1))
      if [ "$count" -gt "$MOST" ]; then
        tell more "$shown"
        return
      fi
      content=-
      size=$(stat -c %s -- "$file") || continue
      if [ ! -L "$file" ] && [ -f "$file" ] && has_room "$size"; then
        content="="$(dd if="$file" iflag=nofollow,nonblock,fullblock,count_bytes \
          count="$((LONGEST + 1))" bs=65536 2>/dev/null | base64 -w 0) || content=-
      fi
      tell file "$shown/${file#./}" "$(stat -c '%F|%04a|%U|%G|%s' -- "$file")" \
        "$(if [ -L "$file" ]; then readlink -- "$file" | head -n 1; fi)" "$content"
    done
  done
}
