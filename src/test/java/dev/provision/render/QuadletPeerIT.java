package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.profile.UnitText;
import dev.provision.profile.UnitText.Entry;
import dev.provision.render.Chroot.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of a .container here is what podman's own generator makes of it. */
class QuadletPeerIT {
  private static final String WAIT = "podman-user-wait-network-online.service";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Image=a",
        "Image=docker.io/library/busybox:1\nExec=sh -c \"sleep 1; echo \\\"$HOME $$ %%h\\\"\" %n 'a b'",
        "Image=a\nExec=sh -c \\\n  'echo a \\x41 \\u017e \\101 \\t' \\\n# no word\n  c\\sd",
        "Image=a\nEnvironment=A=1 \"B=x y\" 'C=\"' A=2 D=ü%h$X\nEnvironment=E=x\\\\y",
        "Image=a\nEnvironment=A=1\nEnvironment=\nEnvironment=B=2\nLabel=x=\"a b\" y=c\nAnnotation=z=1",
        "Image=a\nVolume=data:/data:Z\nVolume=/srv/x:/x\nVolume=/only\nVolume=%h/y:/y\nTmpfs=/t:size=1m",
        "Image=a\nNetwork=host\nNetworkAlias=n\nDNS=1.1.1.1\nDNSOption=o\nDNSSearch=s\nIP=1.2.3.4\nIP6=::1",
        "Image=a\nPublishPort=127.0.0.1:80:80/tcp\nPublishPort=[::1]:1:2\nExposeHostPort=50-59",
        "Image=a\nUser=1\nGroup=2\nUserNS=keep-id:uid=1,gid=2\nGroupAdd=keep-groups\nWorkingDir=/a b",
        "Image=a\nUser=x\nUIDMap=0:1:2\nGIDMap=0:1:2\nSubUIDMap=m\nSubGIDMap=m\nHostName=h\nTimezone=local",
        "Image=a\nNoNewPrivileges=yes\nSeccompProfile=/a b\nSecurityLabelDisable=1\nSecurityLabelNested=on"
            + "\nSecurityLabelType=t\nSecurityLabelFileType=f\nSecurityLabelLevel=l",
        "Image=a\nDropCapability=ALL CAP_X\nAddCapability=CAP_Y\nAddDevice=/dev/null /dev/zero\nSysctl=a=1 b=2",
        "Image=a\nReadOnly=true\nReadOnlyTmpfs=no\nVolatileTmp=true\nRunInit=no\nEnvironmentHost=yes",
        "Image=a\nVolatileTmp=true\nRunInit=true\nMask=/a:/b\nUnmask=ALL\nUlimit=nofile=1:2\nUlimit=core=0",
        "Image=a\nSecret=s,type=env\nMount=type=tmpfs,destination=/t\nEnvironmentFile=/e \"/f g\"",
        "Image=a\nHealthCmd=curl -f \"http://x\" || exit 1\nHealthInterval=1m\nHealthOnFailure=kill"
            + "\nHealthRetries=2\nHealthStartPeriod=1s\nHealthTimeout=2s",
        "Image=a\nHealthStartupCmd=true\nHealthStartupInterval=1s\nHealthStartupRetries=1"
            + "\nHealthStartupSuccess=1\nHealthStartupTimeout=1s",
        "Image=a\nPodmanArgs=--memory=1g \"--label=a b\"\nGlobalArgs=--log-level=debug\nContainerName=n-%i",
        "Image=a\nLogDriver=journald\nLogOpt=tag=x\nPull=never\nPidsLimit=5\nShmSize=1m\nEntrypoint=/e"
            + "\nStopSignal=9\nStopTimeout=3\nCgroupsMode=no-conmon\nAutoUpdate=registry\nAddHost=h:1.2.3.4",
        "Image=a\nNotify=true\n[Service]\nRestart=always\nKillMode=control-group\nSyslogIdentifier=x\n"
            + "Environment=X=1\nExecStartPre=/bin/true \"a b\"\n[Unit]\nDescription=d\nAfter=x.service\n"
            + "[Install]\nWantedBy=default.target\nAlias=other.service",
        "Rootfs=/r\nExec=x\n[Service]\nType=oneshot\nRemainAfterExit=yes",
      })
  void saysWhatTheGeneratorSays(String container) {
    String content = "[Container]\n" + container + "\n";
    var mine = ContainerService.of(UnitText.parse(content), since -> true);
    assertThat(mine.hindrances()).isEmpty();
    var file =
        new RenderedFile("/q/peer.container", "0644", "root", "root", content, Syntax.QUADLET);
    Ran ran =
        Chroot.TRIXIE.run(
            TestProfiles.runner().agent(),
            List.of(file),
            "QUADLET_UNIT_DIRS=/q /usr/libexec/podman/quadlet --user --dryrun");

    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(meaning(mine.text()))
        .isEqualTo(meaning(ran.out().replaceFirst("(?s)^.*?---peer.service---\n", "")));
  }

  /** Settings by section; those of one key in their order, a command line's options in any. */
  private static TreeMap<String, List<String>> meaning(String text) {
    var meaning = new TreeMap<String, List<String>>();
    UnitText.parse(text)
        .sections()
        .forEach(
            (section, entries) -> {
              for (Entry entry : entries) {
                String place = section + "." + entry.key();
                boolean theirs =
                    section.startsWith("X-")
                        || entry.key().equals("SourcePath")
                        || entry.value().equals(ContainerService.CLEAN)
                        || entry.value().equals(WAIT);
                if (!theirs) {
                  meaning
                      .computeIfAbsent(place, key -> new ArrayList<>())
                      .addAll(
                          entry.key().equals("ExecStart")
                              ? options(entry.value())
                              : List.of(entry.value()));
                }
              }
            });
    return meaning;
  }

  /** The generator goes through its keys in no order: an option and its value are one. */
  private static List<String> options(String line) {
    List<String> words = UnitWords.split(line);
    var options = new ArrayList<String>();
    int image = Math.max(words.lastIndexOf("a"), words.indexOf("docker.io/library/busybox:1"));
    int end = image < 0 ? words.indexOf("--rootfs") : image;
    for (int i = 0; i < end; i++) {
      boolean value =
          i > 0 && words.get(i - 1).matches("--?[a-z0-9-]+") && !words.get(i).startsWith("-");
      if (value) {
        options.set(options.size() - 1, options.get(options.size() - 1) + " " + words.get(i));
      } else {
        options.add(words.get(i).replaceFirst("^(--[a-z-]+)=", "$1 "));
      }
    }
    options.sort(null);
    options.addAll(words.subList(end, words.size()));
    return options;
  }
}
