mkdir -p /etc/containers/registries.conf.d
printf '[[registry]]\nprefix = "docker.io"\nlocation = "elsewhere.invalid/docker"\n' >/etc/containers/registries.conf.d/zz.conf
