# Managed by provision; comes from [docker] of the profile ${profile.name}. Change it there.
# This very name masks the package's file, which points at root's podman.
L+ ${profile.docker.socket.get()} - - - - ${profile.agent.podmanSocket()}
