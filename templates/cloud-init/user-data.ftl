#cloud-config
# Managed by provision. Makes a new machine an Azure DevOps agent with rootless podman, once, by the
# script below. /var/log/provision.log tells how it went; when it failed, cloud-init status says error.
write_files:
- path: /var/lib/cloud/provision.sh
  owner: root:root
  permissions: '0700'
  content: |
<#list script?split("\n") as line>
<#if line?has_content>    ${line}
<#elseif line?has_next>

</#if>
</#list>
runcmd:
- |
  umask 077
  sh /var/lib/cloud/provision.sh >>/var/log/provision.log 2>&1 || {
    status=$?
    echo "provision ended with $status: see /var/log/provision.log" >&2
    exit "$status"
  }
