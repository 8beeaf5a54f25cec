package dev.provision.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A section: a table with known keys, read into a record. */
final class RecordShape implements Shape {
  private final Class<?> type;
  private final List<KeyShape> keys;

  private RecordShape(Class<?> type, List<KeyShape> keys) {
    this.type = type;
    this.keys = List.copyOf(keys);
  }

  /** The shape of a record whose components carry {@link Key}, or are given from outside. */
  static RecordShape of(Class<?> type) {
    var keys = new ArrayList<KeyShape>();
    for (RecordComponent component : type.getRecordComponents()) {
      Key key = component.getAnnotation(Key.class);
      if (key != null) {
        keys.add(Shapes.key(component, key));
      }
    }
    return new RecordShape(type, keys);
  }

  List<KeyShape> keys() {
    return keys;
  }

  @Override
  public Object bind(JsonNode node, KeyPath path, Binding binding) {
    if (!node.isObject()) {
      binding.wrongType(path, node, this);
      return null;
    }
    reportUnknown(node, path, binding);
    var values = new LinkedHashMap<String, Object>(binding.given());
    for (KeyShape key : keys) {
      values.put(key.component(), value(key, node, path, binding, values));
    }
    return create(values);
  }

  private void reportUnknown(JsonNode node, KeyPath path, Binding binding) {
    var known = new TreeSet<String>();
    keys.forEach(key -> known.add(key.name()));
    keys.stream().map(key -> key.key().file()).filter(file -> !file.isEmpty()).forEach(known::add);
    node.properties()
        .forEach(
            property -> {
              String name = property.getKey();
              if (!known.contains(name)) {
                binding
                    .problems()
                    .malformed(path.key(name), "unknown key", Nearest.remedy(name, known));
              }
            });
  }

  private static Object value(
      KeyShape key, JsonNode node, KeyPath path, Binding binding, Map<String, Object> siblings) {
    KeyPath at = path.key(key.name());
    JsonNode found = KeyFile.read(key, node, path, binding);
    if (found == null && key.required()) {
      binding.problems().malformed(at, "is missing", "add " + addition(key));
      return key.shape().standIn();
    }
    JsonNode fallback = key.defaults(siblings);
    Object value = found == null ? null : key.shape().bind(key.over(fallback, found), at, binding);
    if (value != null) {
      return value;
    }
    return fallback == null ? key.shape().standIn() : key.shape().bind(fallback, at, binding);
  }

  private static String addition(KeyShape key) {
    String file = key.key().file();
    return file.isEmpty() ? key.name() + " = " + key.key().example() : file + " = \"FILE\"";
  }

  private Object create(Map<String, Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    var types = new Class<?>[components.length];
    var arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] = values.get(components[i].getName());
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(type + " refuses a value that no rule refused", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public JsonNode write(Object value) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    for (KeyShape key : keys) {
      table.set(key.name(), key.shape().write(key.of(value)));
    }
    return table;
  }

  @Override
  public ObjectNode schema() {
    return SectionSchema.of(keys);
  }

  @Override
  public String noun() {
    return "a table";
  }

  @Override
  public String remedy() {
    return "a header, […], and its keys below";
  }

  @Override
  public Object absent() {
    boolean complete = keys.stream().noneMatch(KeyShape::required);
    return complete ? standIn() : null;
  }

  @Override
  public Object standIn() {
    var values = new LinkedHashMap<String, Object>();
    for (KeyShape key : keys) {
      JsonNode fallback = key.defaults(values);
      values.put(
          key.component(),
          fallback == null
              ? key.shape().standIn()
              : key.shape().bind(fallback, KeyPath.ROOT, null));
    }
    return create(values);
  }
}
