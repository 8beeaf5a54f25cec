# Managed by provision; comes from [socket] of the profile ${profile.name}. Change it there.
[Service]
Delegate=${profile.socket.delegate?join(" ")}
