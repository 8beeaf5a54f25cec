# Managed by provision; comes from [[user-unit]] of the profile. Change it there.
${file.text}
