# Sourced: the machine as QEMU sees it. A saved state only fits the machine that it was saved from, so
# this file is part of its key; what may change without that is in machine.sh.
# shellcheck shell=bash

# -daemonize returns when the machine is set up and lets go of the caller's terminal and pipes.
# Relative names, except where QEMU looks again later, when it has left the directory.
# guestfwd: restrict=on lets the guest reach nothing but these two; each connection gets a process of
# its own, so the machine can use fixed addresses while the ports of this machine vary.
# norandmaps: each program lies where it lay the last time, so that the emulator need not translate its
# code anew: an apply takes half the time.
# panic=-1: a kernel that panics ends QEMU, as any restart does.
# cache=unsafe: a flush of the guest still puts everything into the file, so it survives a killed
# QEMU; only the host's own fsync, against a crash of the host, is left out.
launch() {
  local dir=$1 accel options
  shift
  accel=$(env_get "$dir" LAB_ACCEL)
  mapfile -t options < <(processor_options "$accel")
  (
    cd -- "$dir" || exit
    qemu-system-x86_64 "${options[@]}" -machine pc -nodefaults -no-user-config -m 2048 \
      -display none -daemonize -pidfile "$dir/qemu.pid" \
      -chardev file,id=console,path="$dir/console.log",append=on -serial chardev:console \
      -qmp unix:qmp.sock,server=on,wait=off \
      -kernel vmlinuz -initrd initrd.img \
      -append 'root=/dev/vda rw console=ttyS0 net.ifnames=0 mitigations=off init_on_alloc=0 norandmaps loglevel=5 systemd.show_status=auto panic=-1' \
      -drive file=disk.qcow2,format=qcow2,if=virtio,cache=unsafe,discard=unmap \
      -device virtio-rng-pci \
      -netdev "user,id=net,restrict=on,ipv6=off,hostfwd=tcp:127.0.0.1:$(env_get "$dir" LAB_PORT)-:22,guestfwd=tcp:10.0.2.100:443-cmd:socat - TCP:$(env_get "$dir" LAB_REGISTRY),guestfwd=tcp:10.0.2.101:80-cmd:busybox httpd -i -h $dir/www" \
      -device virtio-net-pci,netdev=net,romfile= \
      "$@" </dev/null >qemu.log 2>&1 9>&-
  )
}

# prepare_disk DIR MACHINE [SAVED] : the overlay names its base by a relative link, so that a copy of
# it works in any directory.
prepare_disk() {
  local file
  for file in vmlinuz initrd.img; do
    ln -s -- "$2/$file" "$1/$file"
  done
  ln -s -- "$2/disk.img" "$1/base.img"
  if (($# == 3)); then
    cp --reflink=auto --sparse=always -- "$3/disk.qcow2" "$1/disk.qcow2"
  else
    (cd -- "$1" && qemu-img create -q -f qcow2 -b base.img -F raw disk.qcow2)
  fi
}
