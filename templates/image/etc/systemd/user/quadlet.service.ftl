# Managed by provision; comes from [[quadlet]] of the profile ${profile.name}. Change it there.
${file.text}
