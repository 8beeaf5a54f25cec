# verify_unit_shadows ROOT HOME UID : files at the levels of systemd that decide over those in /usr/lib.
#
# Prints "unit PATH" for a unit of its own, "drop-in PATH" for a drop-in and "setting PATH LINE" for
# the lines of the latter that could undo ours; fields are separated by ASCII 31. What stands in the
# home's ~/.config/systemd/user, verify_home_shadows tells. systemd.unit(5). ROOT is empty but in tests.
verify_unit_shadows() (
  runtime=/run/user/$3/systemd
  for level in "$2/.config/systemd/user.control" "$runtime/user.control" "$runtime/transient" \
    "$runtime/generator.early" /etc/xdg/systemd/user /etc/systemd/user "$runtime/user" \
    /run/systemd/user "$runtime/generator" "$runtime/generator.late" "$2/.local/share/systemd/user" \
    /usr/local/share/systemd/user /usr/share/systemd/user /usr/local/lib/systemd/user; do
    for name in podman.socket podman.service; do
      verify_unit_file unit "$1" "$level/$name"
    done
    for name in podman.socket podman.service socket service; do
      verify_unit_folder "$1" "$level/$name.d"
    done
  done
  # Units of packages live here, so only what changes them is told.
  for name in podman.socket podman.service; do
    verify_unit_folder "$1" "/usr/lib/systemd/user/$name.d"
  done
  for level in /etc/systemd/system.control /run/systemd/system.control /run/systemd/transient \
    /run/systemd/generator.early /etc/systemd/system /etc/systemd/system.attached \
    /run/systemd/system /run/systemd/system.attached /run/systemd/generator /run/systemd/generator.late \
    /usr/local/lib/systemd/system; do
    for name in user@.service "user@$3.service"; do
      verify_unit_file unit "$1" "$level/$name"
    done
    verify_unit_folders "$1" "$level" "$3"
  done
  verify_unit_folders "$1" /usr/lib/systemd/system "$3"
  echo end
)

verify_unit_folders() {
  for name in service user@.service "user@$3.service"; do
    verify_unit_folder "$1" "$2/$name.d"
  done
}

verify_unit_folder() {
  for file in "$1$2"/*.conf; do
    verify_unit_file drop-in "$1" "${file#"$1"}"
  done
}

# verify_unit_file KIND ROOT PATH
verify_unit_file() {
  if [ ! -e "$2$3" ] && [ ! -L "$2$3" ]; then return 0; fi
  printf '%s\037%s\n' "$1" "$3"
  if [ "$1" = drop-in ] && [ -f "$2$3" ]; then
    grep -E '^[[:space:]]*(Delegate|Environment|UnsetEnvironment)[[:space:]]*=' "$2$3" |
      while IFS= read -r line; do printf 'setting\037%s\037%s\n' "$3" "$line"; done
  fi
}
