# Sourced: what a lab is made of, each built once and kept in the cache. The key of each covers the
# text of its recipe and the keys of what it builds on.
# shellcheck shell=bash

recipes=$lab_source/recipe

identity_dir() {
  cached identity "$(hash_of_files "$recipes/identity")" "$recipes/identity"
}

# machine_dir DISTRO IDENTITY
machine_dir() {
  local key
  key=$(hash_of "$1" "${2##*/}" "$(
    hash_of_files "$recipes/machine" "$recipes/customize" "$lab_source/lib/mirror.sh"
  )" "$(cd -- "$lab_source/guest" && tar --create --sort=name --mtime=@0 --owner=0 --group=0 \
    --numeric-owner --mode=0755 . | sha256sum)")
  cached "machine-$1" "$key" "$recipes/machine" "$1" "$2"
}

# kvm_verdict_dir MACHINE : as good as this machine's kernel, its QEMU and our right to use /dev/kvm.
kvm_verdict_dir() {
  local key
  key=$(hash_of "${1##*/}" "$EUID" "$(</proc/sys/kernel/random/boot_id)" \
    "$(qemu-system-x86_64 --version)" "$(hash_of_files "$recipes/kvm-verdict")")
  cached kvm-verdict "$key" "$recipes/kvm-verdict" "$1"
}

# saved_dir ACCEL MACHINE IDENTITY : the machine just booted, with its memory.
saved_dir() {
  local key
  key=$(hash_of "$1" "${2##*/}" "$(processor_identity "$1")" "$(
    hash_of_files "$recipes/saved" "$lab_source/lib/launch.sh"
  )")
  cached "saved-$1" "$key" "$recipes/saved" "$1" "$2" "$3"
}

# packages_dir DISTRO MACHINE IDENTITY
packages_dir() {
  local key
  key=$(hash_of "${2##*/}" "$(
    hash_of_files "$recipes/packages" "$recipes/sign" "$lab_source/lib/mirror.sh"
  )")
  cached "packages-$1" "$key" "$recipes/packages" "$1" "$2" "$3"
}

extra_dir() {
  local key
  key=$(hash_of "${1##*/}" "$(hash_of_files "$recipes/extra" "$recipes/sign")")
  cached extra "$key" "$recipes/extra" "$1"
}

images_dir() {
  local key
  key=$(hash_of_files "$recipes/images" "$lab_source/lib/registry.sh" "$(command -v busybox)")
  cached images "$key" "$recipes/images"
}

# tree_dir DISTRO : its owners are other ones when root did not build it.
tree_dir() {
  local key
  key=$(hash_of "$((EUID == 0))" "$(hash_of_files "$recipes/tree" "$lab_source/lib/mirror.sh")")
  cached "tree-$1" "$key" "$recipes/tree" "$1"
}
