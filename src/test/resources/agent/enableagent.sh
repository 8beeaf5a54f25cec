#!/bin/bash
# enableagent.sh URL POOL TOKEN [RUN-ARGUMENT...] : a REPLAY of the script that starts the agent on
# an instance of a scale set, and not that script.
#
# What it does is known of versions 7 to 13, whose text got about; the closed later ones are known
# by what was announced. With ACCOUNT_AGAIN set it does that, too. The extension brings it and the
# agent's archive into one folder, and runs it as root.

# Nothing else of profile.d, and nothing of /etc/environment: versions 9 to 13. Lines that fail in
# there do not stop it: no version has `set -e`.
if [ -f /etc/profile.d/agent_env_vars.sh ]; then
  # shellcheck source=/dev/null
  . /etc/profile.d/agent_env_vars.sh
fi
url=$1 pool=$2 token=$3
shift 3
dir=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)

# All versions since 7: an instance that has been set up is left alone.
if [ -f "$dir/.agent" ]; then
  exit
fi

# Text of azure-devops-docs#13972. An account that exists is left as it is up to version 15:
# azure-pipelines-agent#4336. Later versions "set groups and permissions correctly in case user
# already exists": azure-pipelines-agent#4699.
exists=$(id AzDevOps 2>/dev/null)
if [ -z "$exists" ]; then
  sudo useradd -m AzDevOps
fi
if [ -z "$exists" ] || [ -n "${ACCOUNT_AGAIN:-}" ]; then
  # One call each: the group docker need not exist, azure-pipelines-agent#3371.
  sudo usermod -a -G docker AzDevOps
  sudo usermod -a -G adm AzDevOps
  sudo usermod -a -G sudo AzDevOps
  sudo chmod -R +r /home
  setfacl -Rdm 'u:AzDevOps:rwX' /home
  setfacl -Rb /home/AzDevOps
  echo 'AzDevOps ALL=NOPASSWD: ALL' >>/etc/sudoers
fi

if [ ! -f "$dir/bin/Agent.Listener" ]; then
  tar -xf "$dir"/vsts-agent*.tar.gz -C "$dir" || exit 100
fi
rm "$dir"/vsts-agent*.tar.gz
cd "$dir" || exit
# 777 in version 8.
sudo chmod -R 0775 "$dir"
sudo chown -R AzDevOps:AzDevOps "$dir"
# Left out: bin/installdependencies.sh, which installs what .NET needs, and the settings of a proxy.

sudo -E runuser AzDevOps -c "/bin/bash $dir/config.sh --unattended --url $url --pool \"$pool\" \
--auth pat --token $token --acceptTeeEula --replace" || exit 100

# Versions 7 and 8 go through at(1), which keeps the same environment.
sudo -E nice -n 0 runuser AzDevOps -c "/bin/bash $dir/run.sh $*" >/dev/null 2>&1 &
disown
