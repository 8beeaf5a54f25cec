package dev.provision.profile;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the type and the annotations of a record component to its shape. */
final class Shapes {
  private Shapes() {}

  static KeyShape key(RecordComponent component, Key key) {
    return KeyShape.of(component, key, shape(component.getGenericType(), component, true));
  }

  private static Shape shape(Type type, AnnotatedElement annotated, boolean outermost) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic, annotated, outermost);
    }
    Class<?> plain = (Class<?>) type;
    Text text = annotated.getAnnotation(Text.class);
    if (plain == String.class) {
      return new TextShape(text == null ? Format.LINE : text.value());
    }
    if (plain == int.class || plain == Integer.class) {
      Range range = annotated.getAnnotation(Range.class);
      return new NumberShape(range.min(), range.max(), range.why());
    }
    if (plain == boolean.class || plain == Boolean.class) {
      return new FlagShape();
    }
    if (plain.isEnum()) {
      return ChoiceShape.of(plain);
    }
    return plain.isRecord() ? RecordShape.of(plain) : new ValueShape(true);
  }

  private static Shape generic(
      ParameterizedType type, AnnotatedElement annotated, boolean outermost) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == Optional.class) {
      return new OptionalShape(shape(arguments[0], annotated, false));
    }
    if (type.getRawType() == List.class) {
      return new ListShape(shape(arguments[0], annotated, false));
    }
    if (type.getRawType() != Map.class) {
      throw new IllegalStateException("no shape for " + type);
    }
    Text text = annotated.getAnnotation(Text.class);
    boolean nested =
        outermost
            && arguments[1] instanceof ParameterizedType inner
            && inner.getRawType() == Map.class;
    return new TableShape(
        nested ? text.tables() : text.keys(), shape(arguments[1], annotated, false));
  }
}
