# Managed by provision; comes from [agent] of the profile ${profile.name}. Change it there.
# podman 5 refuses a ~/.config that is not the account's own, unless this variable names it.
[Service]
Environment=XDG_CONFIG_HOME=${profile.agent.home}/.config
