#!/bin/sh
# Managed by provision; comes from [docker] of the profile ${profile.name}. Change it there.
<#if file.buildahFormat?has_content>
[ -n "$BUILDAH_FORMAT" ] || BUILDAH_FORMAT=${sh(file.buildahFormat)}
export BUILDAH_FORMAT
</#if>
exec /usr/bin/podman "$@"
