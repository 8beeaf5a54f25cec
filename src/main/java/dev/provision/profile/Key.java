package dev.provision.profile;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key of a profile, on the record component that holds it. The one source of what may stand
 * there: the reader, the JSON Schema and the reference of keys are all made from it. A key without
 * {@link #defaults} is required, unless it is optional, a list, a table or a section.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Key {
  /** What the key means, for people. */
  String doc();

  /** A value that is not the default, as TOML. */
  String example();

  /**
   * The value where the key is absent, as JSON; {@code ${user}} stands for the value of another key
   * of the same section that comes before.
   */
  String defaults() default "";

  /** Whether a table in the file adds to the default instead of replacing it. */
  boolean adds() default false;

  /** The name in the file, where it is not the component's name in kebab case. */
  String name() default "";

  /**
   * The name of a key that may stand instead and names a file, relative to the profile, with the
   * value.
   */
  String file() default "";

  /** A path as the value of {@link #file}, as TOML. */
  String fileExample() default "";
}
