# Managed by provision; comes from [[user-unit]] of the profile ${profile.name}. Change it there.
${file.text}
