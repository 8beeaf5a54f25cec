package dev.provision.engine;

/** Hears what the engine does while it works; for people, never for logic. */
public interface Progress {
  /** A new part of the work: {@code observing}, {@code applying}, {@code verifying}. */
  void phase(String title);

  /**
   * A step begins.
   *
   * @param number from 1
   */
  void step(int number, int total, String title);

  /** Something that people should know, and that stops nothing. */
  void note(String text);

  /** What apply is about to change; nothing has been changed yet. */
  void planned(Inspection inspection);

  /** Hears nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void phase(String title) {}

        @Override
        public void step(int number, int total, String title) {}

        @Override
        public void note(String text) {}

        @Override
        public void planned(Inspection inspection) {}
      };
}
