# verify_user_units UNIT... : how units of the account are doing, as a step asks its systemd.
#
# Prints for each "unit NAME ENABLED", with what is-enabled says, and its properties, a line each, with
# the machine's uptime as Now and the file that it comes from as File. One
# that is to come up gets time for it, all of them together: after a boot podman 5.3 waits 90 s for a
# network that nobody announces. systemctl(1).
verify_user_units() (
  tries=0
  for unit in "$@"; do
    while state=$(timeout -k 2 10 systemctl --user show "$unit" \
      --property=LoadState,ActiveState,SubState,Result,Type,InactiveEnterTimestampMonotonic,NRestarts,ActiveEnterTimestampMonotonic,FragmentPath,SourcePath,DropInPaths,Job) &&
      [ "$tries" -lt 100 ]; do
      case $state in
        *SubState=auto-restart*) break ;;
        *ActiveState=activating* | *Job=[1-9]*) ;;
        *) break ;;
      esac
      tries=$((tries + 1))
      sleep 1
    done
    [ -n "$state" ] || exit 1
    read -r now _ </proc/uptime
    file=$(printf '%s\n' "$state" | sed -n 's/^SourcePath=//p')
    [ -n "$file" ] || file=$(printf '%s\n' "$state" | sed -n 's/^FragmentPath=//p')
    # Debian's /etc/xdg/systemd/user is a link to /etc/systemd/user.
    printf 'unit %s %s\n%s\nNow=%s\nFile=%s\n' "$unit" \
      "$(timeout -k 2 10 systemctl --user is-enabled "$unit" 2>/dev/null)" "$state" "${now%.*}" \
      "$(readlink -f -- "$file")"
  done
  echo end
)
