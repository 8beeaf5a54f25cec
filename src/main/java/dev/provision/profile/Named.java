package dev.provision.profile;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** How a constant is written in a profile, where it is not its name in kebab case. */
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
@interface Named {
  String value();
}
