# What the package podman-docker links it to.
mkdir -p /run/podman
ln -sfn /run/podman/podman.sock /run/docker.sock
