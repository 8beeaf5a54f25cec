package dev.provision.lint.rule;

/** Knows what a profile makes of an image. */
@FunctionalInterface
public interface ImageJudge {
  /** Where no profile is named. */
  ImageJudge SILENT = image -> ImageVerdict.ALLOWED;

  ImageVerdict judge(String image);
}
