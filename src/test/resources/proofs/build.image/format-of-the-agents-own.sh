install -d -o agent -g agent /home/agent/.config/containers
printf '[engine]\nenv = ["BUILDAH_FORMAT=oci"]\n' >/home/agent/.config/containers/containers.conf
