package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The first podman that knows a key of containers.conf: the toml tags of containers/common,
 * compared over its releases. podman 3.4 warns about an unknown key on every command, newer ones
 * are silent.
 */
final class ContainersConfKeys {
  private static final String SINCE =
      """
      containers 3.4 default_ulimits default_sysctls volumes init pids_limit log_driver log_size_max
      containers 3.4 env devices userns cgroups netns seccomp_profile apparmor_profile tz umask
      containers 4.1 base_hosts_file host_containers_internal_ip
      containers 4.4 read_only
      containers 4.5 cgroup_conf oom_score_adj
      containers 4.6 label_users
      containers 4.7 mounts
      containers 4.8 privileged
      containers 5.0 interface_name
      containers 5.4 container_name_as_hostname
      containers 5.7 log_path
      engine 3.4 cgroup_manager runtime runtimes events_logger events_logfile_path
      engine 3.4 helper_binaries_dir hooks_dir image_default_format image_build_format
      engine 3.4 image_default_transport image_parallel_copies lock_type num_locks stop_timeout
      engine 3.4 pull_policy env static_dir tmp_dir volume_path infra_image conmon_path
      engine 3.4 chown_copied_files network_cmd_path
      engine 4.0 service_timeout compat_api_enforce_docker_hub image_copy_tmp_dir compression_format
      engine 4.1 events_logfile_max_size exit_command_delay pod_exit_policy
      engine 4.2 image_volume_mode
      engine 4.3 volume_plugin_timeout ssh_config
      engine 4.4 platform_to_oci_runtime events_container_create_inspect_data
      engine 4.5 database_backend kube_generate_type
      engine 4.6 compression_level
      engine 4.7 compose_providers compose_warning_logs add_compression
      engine 5.0 retry retry_delay
      engine 5.1 healthcheck_events cdi_spec_dirs
      engine 5.7 runtimes_flags
      network 3.4 cni_plugin_dirs default_network default_subnet
      network 4.0 network_backend
      network 4.1 default_subnet_pools
      network 4.2 dns_bind_port
      network 4.5 netavark_plugin_dirs
      network 4.6 default_rootless_network_cmd pasta_options
      network 5.0 firewall_driver
      """;

  private static final PodmanVersion SILENT = new PodmanVersion(4, 0, 0);
  private static final Map<String, PodmanVersion> VERSIONS = parse();

  private ContainersConfKeys() {}

  /** The first podman to write a key for; what is not listed waits for silence about it. */
  static PodmanVersion since(String table, String key) {
    return VERSIONS.getOrDefault(table + "." + key, SILENT);
  }

  private static Map<String, PodmanVersion> parse() {
    var versions = new HashMap<String, PodmanVersion>();
    for (String line : SINCE.split("\n")) {
      String[] words = line.split(" ");
      PodmanVersion version = PodmanVersion.find(words[1]).orElseThrow();
      Arrays.stream(words).skip(2).forEach(key -> versions.put(words[0] + "." + key, version));
    }
    return Map.copyOf(versions);
  }
}
