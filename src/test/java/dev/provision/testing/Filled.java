package dev.provision.testing;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Records with the same text in every field that takes one, however deep, also in those that are
 * added tomorrow; where one refuses it, a plain word. Of a list there is one element for each
 * constant of its elements' enums.
 */
public final class Filled {
  private static final String WORD = "word";

  private final String text;

  private Filled(String text) {
    this.text = text;
  }

  /** One record. */
  public static <R extends Record> R with(String text, Class<R> type) {
    return type.cast(new Filled(text).record(type, 0));
  }

  /** As many as any of its enums has constants. */
  public static <R extends Record> List<R> all(String text, Class<R> type) {
    return new Filled(text).each(type).stream().map(type::cast).toList();
  }

  private List<Object> each(Class<?> type) {
    if (!type.isRecord()) {
      return List.of(value(type, 0));
    }
    int most =
        Stream.of(type.getRecordComponents())
            .map(it -> it.getType().getEnumConstants())
            .mapToInt(it -> it == null ? 1 : it.length)
            .max()
            .orElse(1);
    var all = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      all.add(record(type, i));
    }
    return all;
  }

  private Object record(Class<?> type, int number) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values =
        Arrays.stream(components).map(it -> value(it.getGenericType(), number)).toArray();
    try {
      var maker =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      maker.setAccessible(true);
      return maker.newInstance(values);
    } catch (InvocationTargetException e) {
      if (text.equals(WORD)) {
        throw new AssertionError(type + " refuses a plain word", e);
      }
      return new Filled(WORD).record(type, number);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(type + " cannot be filled", e);
    }
  }

  private Object value(Type type, int number) {
    if (type instanceof ParameterizedType generic) {
      Type[] of = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return of[0] instanceof Class<?> element ? each(element) : List.of(value(of[0], 0));
      }
      if (generic.getRawType() == Optional.class) {
        return Optional.of(value(of[0], 0));
      }
      if (generic.getRawType() == Map.class) {
        return Map.of(value(of[0], 0), value(of[1], 0));
      }
    }
    if (type instanceof Class<?> plain) {
      if (plain.isRecord()) {
        return record(plain, number);
      }
      if (plain.isEnum()) {
        return plain.getEnumConstants()[number % plain.getEnumConstants().length];
      }
    }
    return Map.<Type, Object>of(
            String.class,
            text,
            int.class,
            1,
            Integer.class,
            1,
            long.class,
            1L,
            boolean.class,
            false,
            OptionalInt.class,
            OptionalInt.of(1),
            Duration.class,
            Duration.ofSeconds(1))
        .get(type);
  }
}
