package dev.provision.profile;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The format of a string, or of every string of a list or table. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
@interface Text {
  Format value() default Format.LINE;

  /** The format of the keys of a table; of the inner tables where tables are nested. */
  Format keys() default Format.LINE;

  /** The format of the keys of the outer table where tables are nested. */
  Format tables() default Format.LINE;
}
