printf '#!/bin/sh\nexec podman $*\n' >"$(command -v docker)"
