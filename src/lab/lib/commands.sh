# Sourced by lab: its verbs. $name and $dir are the lab's.
# shellcheck shell=bash
# shellcheck disable=SC2154 # name, dir and the directories are set by who sources this

require_lab() {
  [[ -e $dir/complete ]] || die "there is no lab $name; lab up $name makes it"
}

lab_up() {
  local distro=''
  while (($#)); do
    case $1 in
      --distro)
        (($# >= 2)) || usage_error '--distro: which?'
        distro=$2
        shift 2
        ;;
      *) usage_error "up: what is '$1'?" ;;
    esac
  done
  if [[ -e $dir/complete ]]; then
    local was
    was=$(env_get "$dir" LAB_DISTRO)
    [[ -z $distro || $distro == "$was" ]] || die "lab $name is $was already; lab down $name first"
    start_lab
  else
    case ${distro:=bookworm} in
      bookworm | trixie) ;;
      *) usage_error "no lab is made of '$distro'; bookworm and trixie can be had" ;;
    esac
    create_lab "$distro"
  fi
  wait_ready "$dir" 300
  describe_lab
}

describe_lab() {
  printf 'lab %s is up: %s, %s, ssh port %s\n' "$name" "$(env_get "$dir" LAB_DISTRO)" \
    "$(env_get "$dir" LAB_ACCEL)" "$(env_get "$dir" LAB_PORT)"
  printf '  lab ssh %s     get in\n  lab env %s     %s\n' "$name" "$name" "$dir/env"
}

create_lab() {
  local distro=$1 accel identity machine saved packages extra images
  require_commands mmdebstrap mke2fs docker-registry skopeo busybox openssl gpg apt-ftparchive
  identity=$(identity_dir)
  machine=$(machine_dir "$distro" "$identity")
  accel=$(accelerator_of "$machine")
  packages=$(packages_dir "$distro" "$machine" "$identity")
  extra=$(extra_dir "$identity")
  images=$(images_dir)
  saved=$(saved_dir "$accel" "$machine" "$identity")

  # Whatever is here was left by an `up` that did not get to the end.
  lab_down
  mkdir -p "$dir/www/files"
  prepare_disk "$dir" "$machine" "$saved"
  cp -R -- "$images/registry" "$dir/registry"
  ln -s -- "$packages/dists" "$packages/pool" "$dir/www/"
  ln -s -- "$extra" "$dir/www/extra"
  : >"$dir/registry-access.log"
  prepare_env "$dir" "$accel" "$identity"
  env_set "$dir" "LAB_NAME=$name" "LAB_DISTRO=$distro" "LAB_IDENTITY=$identity" \
    "LAB_REGISTRY_LOG=$dir/registry-access.log" "LAB_REGISTRY_HOST_LOG=$dir/registry.log" \
    "LAB_REGISTRY_CA=$identity/ca.crt" "LAB_WWW=$dir/www/files" "LAB_CONSOLE=$dir/console.log" \
    "LAB_APT_KEY=$identity/apt-extra.asc" "LAB_APT_FINGERPRINT=$(<"$identity/apt-extra.fingerprint")"
  start_lab -loadvm clean
  wait_ready "$dir" 120
  : >"$dir/complete"
}

# start_lab [QEMU OPTION...] : starts what does not run of a lab: its registry, its machine.
start_lab() {
  local identity port
  identity=$(env_get "$dir" LAB_IDENTITY)
  if is_gone "$dir/registry.pid"; then
    port=$(env_get "$dir" LAB_REGISTRY)
    port=${port##*:}
    until ((port > 1)) && start_registry "$dir" "$port" "$identity"/registry.{crt,key}; do
      # The machine was told the old port when it was started.
      if machine_runs "$dir"; then
        die "port $port of the registry was taken by somebody else; lab kill $name, then lab up $name"
      fi
      port=$(free_port)
    done
    env_set "$dir" "LAB_REGISTRY=127.0.0.1:$port"
  fi
  machine_runs "$dir" || boot "$dir" "$@"
}

lab_start() {
  require_lab
  ! machine_runs "$dir" || die "lab $name runs; lab reboot $name restarts it"
  start_lab
  # A boot with user data makes a runner of it before it is up.
  wait_ready "$dir" 600
  describe_lab
}

lab_ssh() {
  require_lab
  machine_runs "$dir" || die "lab $name does not run; lab up $name starts it"
  ssh_to "$dir" "${LAB_SSH_USER:-packer}" "$@"
}

lab_reset() {
  local snapshot=${1:-clean} known
  require_lab
  # QEMU stays paused after a loadvm that failed, so better not to ask for what is not there.
  known=$(snapshots "$dir")
  [[ $'\n'$known$'\n' == *$'\n'"$snapshot"$'\n'* ]] ||
    die "lab $name has no snapshot $snapshot; it has: ${known//$'\n'/ }"
  if machine_runs "$dir"; then
    hang_up "$dir"
    monitor_quietly "$dir" "loadvm $snapshot"
    runs "$dir/registry.pid" || start_lab
  else
    start_lab -loadvm "$snapshot"
  fi
  wait_ready "$dir" 120
}

lab_snapshot() {
  [[ ${1:-} =~ ^[a-z][a-z0-9-]*$ ]] || usage_error 'snapshot: small letters, digits and dashes name it'
  [[ $1 != clean ]] || usage_error 'snapshot: clean is the one that is there from the start'
  require_lab
  machine_runs "$dir" || die "lab $name does not run; lab up $name starts it"
  hang_up "$dir"
  monitor_quietly "$dir" "savevm $1" 300
}

lab_kill() {
  require_lab
  hang_up "$dir"
  stop_process "$dir/qemu.pid" KILL
}

lab_reboot() {
  require_lab
  machine_runs "$dir" || die "lab $name does not run; lab start $name boots it"
  ssh_to "$dir" root systemctl reboot </dev/null >/dev/null 2>&1 || true
  wait_until 180 is_gone "$dir/qemu.pid" || {
    console_tail "$dir"
    die "lab $name has not shut down after 180 seconds"
  }
  lab_start
}

lab_down() {
  hang_up "$dir"
  stop_process "$dir/qemu.pid" KILL
  stop_process "$dir/registry.pid"
  rm -rf -- "$dir"
}

lab_list() {
  local lab state
  for lab in "$lab_state"/*/env; do
    [[ -e $lab ]] || continue
    lab=${lab%/env}
    state=stopped
    ! machine_runs "$lab" || state=running
    printf '%s\t%s\t%s\t%s\n' "${lab##*/}" "$(env_get "$lab" LAB_DISTRO)" "$state" \
      "$(env_get "$lab" LAB_PORT)"
  done
}

lab_env() {
  require_lab
  cat -- "$dir/env"
}

lab_key() {
  require_lab
  local key
  key=$(env_get "$dir" LAB_KEY)
  if (($#)); then
    install -m 0600 -- "$key" "$1"
  else
    printf '%s\n' "$key"
  fi
}
