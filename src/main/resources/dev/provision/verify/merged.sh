# verify_merged_lines PROGRAM [ARGUMENT...] : what a program of systemd reads from its *.d folders.
#
# systemd itself merges /etc, /run and /usr by name and orders them. Prints "# FILE" before the lines
# of each file; other comments are left out.
verify_merged_lines() (
  PATH=$PATH:/usr/lib/systemd:/lib/systemd
  lines=$(timeout -k 2 20 "$@" --cat-config) || exit $?
  printf '%s\n' "$lines" |
    sed -n -e '/^# \/.*\.d\/[^/]*\.conf$/p' -e '/^[[:space:]]*[#;]/d' -e '/[^[:space:]]/p'
  echo end
)
