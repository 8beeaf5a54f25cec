package dev.provision.render;

import dev.provision.transport.ShellQuote;
import freemarker.cache.ClassTemplateLoader;
import freemarker.core.TemplateClassResolver;
import freemarker.core.UndefinedOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateNumberModel;
import freemarker.template.utility.DeepUnwrap;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Prints templates of a folder below {@code templates}. */
final class Templates {
  /** Since 2.3.33 record components are seen as properties. */
  private static final freemarker.template.Version LEVEL = Configuration.VERSION_2_3_34;

  /** They mirror the host's file system. */
  static final Templates IMAGE = new Templates("image");

  /** For Packer, whose own expressions look like those of the others: here values are [=VALUE]. */
  static final Templates PACKER =
      new Templates("packer", Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);

  /** For Azure Pipelines, with the same trouble. */
  static final Templates PIPELINE =
      new Templates("pipeline", Configuration.SQUARE_BRACKET_INTERPOLATION_SYNTAX);

  /** A program for a host, packed. */
  static final Templates SCRIPT = new Templates("script");

  static final Templates CLOUD_INIT = new Templates("cloud-init");

  private final Configuration configuration;

  private Templates(String folder) {
    configuration = configuration(folder);
  }

  private Templates(String folder, int interpolation) {
    this(folder);
    configuration.setInterpolationSyntax(interpolation);
  }

  /** The text that {@code templates/FOLDER/PATH.ftl} gives for these values. */
  String print(String path, Map<String, Object> model) {
    try {
      Template template = configuration.getTemplate(path.substring(1) + ".ftl");
      var out = new StringWriter();
      template.process(model, out);
      return out.toString();
    } catch (IOException | TemplateException e) {
      throw new IllegalStateException("template of " + path + ": " + e.getMessage(), e);
    }
  }

  private static Configuration configuration(String folder) {
    var configuration = new Configuration(LEVEL);
    configuration.setTemplateLoader(
        new ClassTemplateLoader(Templates.class, "/templates/" + folder));
    configuration.setDefaultEncoding("UTF-8");
    configuration.setLocale(Locale.ROOT);
    configuration.setLocalizedLookup(false);
    configuration.setNumberFormat("computer");
    configuration.setOutputFormat(UndefinedOutputFormat.INSTANCE);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setFallbackOnNullLoopVariable(false);
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setObjectWrapper(new DefaultObjectWrapper(LEVEL));
    configuration.setSharedVariable("toml", function(Toml::value));
    configuration.setSharedVariable("sh", function(value -> ShellQuote.word((String) value)));
    configuration.setSharedVariable("hcl", function(Hcl::text));
    configuration.setSharedVariable("json", (TemplateMethodModelEx) Templates::json);
    return configuration;
  }

  private static TemplateMethodModelEx function(Function<Object, String> function) {
    return arguments -> function.apply(unwrap(arguments, 0));
  }

  private static Object json(List<?> arguments) throws TemplateModelException {
    int depth = ((TemplateNumberModel) arguments.get(1)).getAsNumber().intValue();
    return Json.value(unwrap(arguments, 0), depth);
  }

  private static Object unwrap(List<?> arguments, int index) throws TemplateModelException {
    return DeepUnwrap.unwrap((TemplateModel) arguments.get(index));
  }
}
