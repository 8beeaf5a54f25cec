package dev.provision.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Profile;
import dev.provision.profile.ProfileLoader;
import dev.provision.render.Renderer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretsTest {
  @ParameterizedTest
  @CsvSource({
    "API_TOKEN, x, true",
    "DB_PASSWORD, x, true",
    "AZP_PAT, x, true",
    "AZURE_STORAGE_CONNECTION_STRING, x, true",
    "DOCKER_AUTH_CONFIG, x, true",
    "HTTPS_PROXY, http://me:s3cret@proxy:3128, true",
    "HTTPS_PROXY, http://proxy:3128, false",
    "REGISTRY_AUTH_FILE, /run/auth.json, false",
    "PATH, /usr/bin, false",
    "PWD, /srv, false"
  })
  void areToldByTheirNamesAndByLoginsInThem(String name, String value, boolean secret) {
    assertThat(Secrets.mayBe(name, value)).isEqualTo(secret);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "[Service]\\nEnvironment=A=b API_TOKEN=x => API_TOKEN",
        "[Service]\\nEnvironment=\"DB_PASSWORD=x y\" => DB_PASSWORD",
        "[Service]\\nEnvironment=A=b \\\\\\n  API_TOKEN=x => API_TOKEN",
        "[Container]\\nPodmanArgs=--env AZP_PAT=x => AZP_PAT",
        "[Service]\\nExecStart=/bin/curl https://me:pw@example.com => a login",
        "[Service]\\nPrivateTmp=yes\\nEnvironmentFile=/etc/token => ''",
        "[Container]\\nSecret=db_password,type=env,target=DB_PASSWORD => ''",
        "[Service]\\nEnvironment=TOKEN_FILES=3 => TOKEN_FILES",
      })
  void areFoundInUnits(String unit, String secret) {
    assertThat(Secrets.in(unit.replace("\\n", "\n")).orElse("")).isEqualTo(secret);
  }

  @Test
  void noneReachesTheProfile() throws Exception {
    Profile profile = ProfileLoader.load("ado-runner", List.of());
    var host =
        SaidHost.of(
            profile, Renderer.render(profile, Optional.of(new PodmanVersion(5, 4, 2))).files());
    host.file(
        "/etc/profile.d/agent_env_vars.sh",
        "export HTTPS_PROXY=http://me:s3cret@proxy:3128\nexport AZP_PAT=s3cret\nexport A=plain\n");
    host.file(
        "/etc/containers/containers.conf",
        """
        [containers]
        env = ["DB_PASSWORD=s3cret", "B=plain"]
        [engine]
        env = ["HTTP_PROXY=http://me:s3cret@proxy"]
        """);
    host.file("/etc/systemd/user/job.service", "[Service]\nEnvironment=API_TOKEN=s3cret\n");
    String text = Reading.of(host.answer(), "", "x").text("x", List.of(), List.of());
    assertThat(text)
        .doesNotContain("s3cret")
        .contains("HTTPS_PROXY may be", "AZP_PAT may be", "DB_PASSWORD may be", "HTTP_PROXY may be")
        .contains("/etc/systemd/user/job.service: was not copied: API_TOKEN in it")
        .contains("A = \"plain\"", "\"B=plain\"");
  }
}
