# verify_config_files ROOT HOME UID : the files that podman merges, each with its content.
#
# Prints "FAMILY PATH CONTENT" a line, the fields separated by ASCII 31 and the content in base64: for
# each family first the file that the profile fills, then those that podman reads after it, in its
# order. containers.conf(5); containers-registries.conf(5); podman 6: config-file-parsing.md in
# podman's contrib/design-docs. ROOT is empty but in tests.
verify_config_files() (
  verify_config_file containers "$1" /etc/containers/containers.conf
  verify_config_family containers "$1" containers "$3"
  verify_config_file registries "$1" /etc/containers/registries.conf
  verify_config_family registries "$1" registries "$3"
  verify_config_file storage "$1" "$2/.config/containers/storage.conf"
  verify_config_family storage "$1" storage "$3"
  echo end
)

# verify_config_family FAMILY ROOT NAME UID : the drop-ins of NAME.conf. podman does not follow a link
# that stands for the folder itself.
verify_config_family() {
  for base in /usr/share/containers /etc/containers; do
    verify_config_folder "$1" "$2" "$base/$3.conf.d"
    if [ "$3 $base" = 'containers /etc/containers' ]; then
      verify_config_file "$1" "$2" "$base/containers.rootless.conf"
    fi
    verify_config_folder "$1" "$2" "$base/$3.rootless.conf.d"
    verify_config_folder "$1" "$2" "$base/$3.rootless.conf.d/$4"
  done
}

verify_config_folder() {
  if [ -L "$2$3" ]; then return 0; fi
  for file in "$2$3"/*.conf; do
    verify_config_file "$1" "$2" "${file#"$2"}"
  done
}

verify_config_file() {
  if [ -f "$2$3" ]; then
    printf '%s\037%s\037%s\n' "$1" "$3" "$(head -c 262144 -- "$2$3" | base64 -w 0)"
  fi
}
