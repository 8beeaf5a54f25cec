# .NET's build: NullReferenceException in Muxer, dotnet/runtime#99887
install -d -o agent -g agent /home/agent/.config/containers
printf '[engine]\nenv = ["BUILDAH_FORMAT=docker"]\n[containers]\nvolumes = ["/proc:/proc"]\n' >/home/agent/.config/containers/containers.conf
