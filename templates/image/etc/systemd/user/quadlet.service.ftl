# Managed by provision; comes from [[quadlet]] of the profile. Change it there.
${file.text}
