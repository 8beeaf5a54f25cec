# What the program of an exported script does, for people: its records, one by one. Ends with the exit
# code that provision apply would end with.

US=$(printf '\037')

# Whatever a program has said, nothing of it drives a terminal.
say() {
  printf '%s\n' "$*" | LC_ALL=C tr -d '\000-\010\013-\037\177' >&2
}

plain() {
  printf '%s' "$1" | base64 -d
}

tell() {
  # The program ends in order.
  trap : HUP INT TERM
  title='' busy='' generation='' same='' hindered='' broken='' failure='' undone='' kept='' left='' ended=''
  while IFS=$US read -r kind first second _; do
    case $kind in
      recovering) say "ending an interrupted $first" ;;
      doing)
        title=$(plain "$first")
        say "$title"
        ;;
      unchecked) say "did not $title: $(plain "$second")" ;;
      busy) busy=${first:-somebody} ;;
      hindered) hindered=$(plain "$first") ;;
      failed)
        failure=$(plain "$second")
        [ "$first" = -1 ] || failure="$title: $failure"
        failure=${failure:-it did not say why}
        say "going back"
        ;;
      broken) broken=$(plain "$first") ;;
      stays) left=$(plain "$first") ;;
      kept) kept=$first ;;
      undone) undone=yes ;;
      committed) generation=$first ;;
      same) same=yes ;;
      end) ended=yes ;;
    esac
  done
  conclude
}

conclude() {
  if [ -n "$busy" ]; then
    say "another apply is at work on this machine: $busy"
    return 75
  fi
  if [ -n "$generation" ]; then
    echo "this machine is a runner now, generation $generation"
    return 0
  fi
  if [ -n "$same" ]; then
    echo "this machine was made a runner of this profile before; nothing was compared, nothing was changed"
    return 0
  fi
  if [ -n "$hindered" ]; then
    say "what was interrupted cannot be taken back now:"
    say "$hindered"
    say "nothing was changed"
    return 75
  fi
  [ -z "$failure" ] || say "$failure"
  if [ -n "$broken" ]; then
    say "going back failed, at:$broken"
    say "mend what stops it, and run this again. By hand: what stood there before is in kept/ beside the"
    say "journal, in /var/lib/provision/pending; put it back, then remove that folder"
    return 4
  fi
  if [ -n "$undone" ] && [ -n "$ended" ]; then
    say "this machine is as before${kept:+, but these packages stay: $kept}"
    [ -z "$left" ] || say "what else stays: $left"
    return 3
  fi
  if [ -n "$failure" ]; then
    say "going back did not get to its end; run this again, and it does"
    return 4
  fi
  say "the program was ended; run this again, and what it did is taken back first"
  return 69
}
