# verify_environment_values NAME... : what a step sees in each variable.
#
# After each value and printenv's line end stands one RS (octal 036); a variable that is not set has
# the RS alone.
verify_environment_values() {
  for verify_name in "$@"; do
    printenv "$verify_name" || :
    printf '\036'
  done
}
