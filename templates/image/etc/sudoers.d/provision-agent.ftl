# Managed by provision; comes from [agent] of the profile ${profile.name}. Change it there.
${profile.agent.user} ALL=(ALL:ALL) NOPASSWD: ALL
