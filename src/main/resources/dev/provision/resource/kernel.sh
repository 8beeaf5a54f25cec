# Kernel modules and settings, now; the files for the next boot are ordinary files.

# A module counts as there when it is loaded, built in, or is a file system the kernel knows.
observe_module() {
  # The kernel that will run it is not there yet.
  booted || {
    echo loaded
    return 0
  }
  name=$(printf '%s' "$1" | tr - _)
  if [ -d "/sys/module/$name" ] || grep -qs "/$1\.ko" "/lib/modules/$(uname -r)/modules.builtin" ||
    grep -qsw "$1" /proc/filesystems; then
    echo loaded
  else
    echo missing
  fi
}

load_module() {
  undo_with unload_module "$1" || return 1
  timeout -k 2 60 modprobe -- "$1"
}

# In use by somebody meanwhile: it stays, which harms nobody.
unload_module() {
  booted || return 0
  timeout -k 2 60 modprobe -r -- "$1" 2>/dev/null || true
}

# observe_sysctl KEY WANTED
observe_sysctl() {
  booted || {
    printf '%s\n' "$2"
    return 0
  }
  sysctl -n -- "$1"
}

set_sysctl() {
  undo_with restore_sysctl "$1" "$(sysctl -n -- "$1")" || return 1
  write_sysctl "$1" "$2"
}

# A setting goes with its module.
restore_sysctl() {
  booted && present=$(sysctl -n -- "$1" 2>/dev/null) && [ "$present" != "$2" ] || return 0
  write_sysctl "$@"
}

write_sysctl() {
  sysctl -q -w -- "$1=$2"
}
