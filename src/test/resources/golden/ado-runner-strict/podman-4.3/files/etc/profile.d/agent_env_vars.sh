# Managed by provision; comes from [agent] of the profile ado-runner-strict. Change it there.
# Sourced by root when the Azure DevOps agent starts: assignments only, all of them exported.
export DBUS_SESSION_BUS_ADDRESS='unix:path=/run/user/1001/bus'
export DOCKER_HOST='unix:///run/user/1001/podman/podman.sock'
export DOCKER_SOCK='/run/user/1001/podman/podman.sock'
export XDG_CONFIG_HOME='/home/AzDevOps/.config'
export XDG_RUNTIME_DIR='/run/user/1001'
