# Managed by provision; comes from [packages] of the profile ${profile.name}. Change it there.
Package: ${file.pinPackages}
Pin: origin "${file.pinOrigin}"
Pin-Priority: ${file.pin}
