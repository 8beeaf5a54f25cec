#!/bin/sh
# Brings the machine that Packer builds to the profile and proves that it is there. runner.pkr.hcl calls
# this with PROVISION, PROFILE, PROVISION_HOST, PROVISION_PORT and PROVISION_USER. The private key comes on
# standard input, unless IDENTITY names its file.
set -eu

refuse() {
  printf 'provision.sh: %s\n' "$1" >&2
  exit 64
}

case ${PROVISION_HOST-} in
  '' | '<unknown>') refuse 'Packer names no host; the communicator of the source must be ssh' ;;
esac
if [ "${PROVISION_USER-}" = [=sh(profile.agent().user())] ]; then
  refuse "$PROVISION_USER runs the agent, and who logs in is deleted at the end; use another user"
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
# The machine was made a moment ago: nobody knows its host key, and nobody will meet it again.
set -- --profile "$PROFILE" --known-hosts "$work/known_hosts" --host-key accept-new
if [ -n "${IDENTITY-}" ]; then
  set -- "$@" --identity "$IDENTITY"
else
  set -- "$@" --identity-stdin
fi

# For the receipt.
PROVISION_BUILD="${BUILD_BUILDID:+$BUILD_BUILDID }${PACKER_RUN_UUID-}"
export PROVISION_BUILD

# printf is the shell's own: the key becomes no argument of a process.
key=$(cat)
for step in apply verify; do
  printf '%s\n' "$key" | "$PROVISION" "$step" "$@"
done
