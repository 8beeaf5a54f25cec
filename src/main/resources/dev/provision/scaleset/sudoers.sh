# observe_sudoers ROOT USER OURS : lines about the account in sudo's files but the profile's own.
#
# Prints "FILE LINE", separated by ASCII 31. sudo leaves out files in sudoers.d with a dot or a ~ in
# their names; sudoers(5). ROOT is empty but in tests.
observe_sudoers() {
  for sudoers in /etc/sudoers "$1"/etc/sudoers.d/*; do
    sudoers=${sudoers#"$1"}
    case ${sudoers##*/} in
      *[.~]*) continue ;;
    esac
    if [ "$sudoers" = "$3" ] || [ ! -f "$1$sudoers" ]; then continue; fi
    while read -r first rest || [ -n "$first" ]; do
      if [ "$first" = "$2" ]; then printf '%s\037%s %s\n' "$sudoers" "$first" "$rest"; fi
    done <"$1$sudoers"
  done
}

# observe_sudo_rules USER : what sudo itself makes of all its files, groups and aliases; sudo(8), -l.
observe_sudo_rules() {
  command -v sudo >/dev/null || return 0
  LC_ALL=C timeout -k 2 20 sudo -n -l -U "$1"
}
