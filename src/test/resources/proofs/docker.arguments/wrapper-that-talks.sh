sed -i '2i echo "Emulate Docker CLI using podman." >&2' "$(command -v docker)"
