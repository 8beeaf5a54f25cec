pkill -f 'podman system service'
rm -f /run/user/1001/podman/podman.sock
