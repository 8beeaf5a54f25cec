# What podman of an account reads before it pulls.

# observe_containers USER: a line "account HOME UID", then one for each file: its state, its path and,
# where the state is text, its content. Home, paths and contents are in base64. Nothing without the
# account.
observe_containers() {
  entry=$(getent passwd "$1" || grep "^$1:" /etc/passwd) || return 0
  uid=$(printf '%s\n' "$entry" | head -n 1 | cut -d : -f 3)
  home=$(printf '%s\n' "$entry" | head -n 1 | cut -d : -f 6)
  printf 'account %s %s\n' "$(containers_word "$home")" "$uid"
  for folder in /usr/share/containers /etc/containers "$home/.config/containers"; do
    for file in "$folder/policy.json" "$folder/registries.conf"; do
      if [ -e "$file" ]; then containers_file "$file"; fi
    done
    containers_drop_ins "$folder/registries.conf.d"
    containers_drop_ins "$folder/registries.rootless.conf.d"
    containers_drop_ins "$folder/registries.rootless.conf.d/$uid"
  done
  file=$home/.cache/containers/short-name-aliases.conf
  if [ -e "$file" ]; then containers_file "$file"; fi
  echo end
}

# podman does not follow a link in the folder's place.
containers_drop_ins() {
  if [ -L "$1" ]; then return; fi
  for file in "$1"/*.conf "$1"/.*.conf; do
    if [ -d "$file" ] && [ ! -L "$file" ]; then continue; fi
    if [ -e "$file" ] || [ -L "$file" ]; then containers_file "$file"; fi
  done
}

containers_file() {
  if [ ! -e "$1" ]; then
    state=dangling
  elif [ ! -f "$1" ] || [ ! -r "$1" ]; then
    state=unreadable
  elif [ "$(head -c 262145 -- "$1" | wc -c)" -gt 262144 ]; then
    state=large
  else
    printf 'text %s %s\n' "$(containers_word "$1")" "$(base64 <"$1" | tr -d '\n')"
    return
  fi
  printf '%s %s\n' "$state" "$(containers_word "$1")"
}

containers_word() {
  printf '%s' "$1" | base64 | tr -d '\n'
}
