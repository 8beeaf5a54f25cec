# Managed by provision; comes from [agent] of the profile everything. Change it there.
# Sourced by root when the Azure DevOps agent starts: assignments only, all of them exported.
export AGENT_TOOLSDIRECTORY='/opt/hostedtoolcache'
export DBUS_SESSION_BUS_ADDRESS='unix:path=/run/user/1500/bus'
export DOCKER_BUILDKIT='0'
export GREETING='it'\''s "quoted" $HOME `id` \ # ü'
export XDG_CONFIG_HOME='/srv/agent/.config'
export XDG_RUNTIME_DIR='/run/user/1500'
