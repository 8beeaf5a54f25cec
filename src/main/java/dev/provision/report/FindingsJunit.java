package dev.provision.report;

import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Findings as JUnit XML, which PublishTestResults and every CI system read. A check that could not
 * run is an error, one that is tolerated or was not looked at is skipped. What XML 1.0 forbids is
 * among what {@link HostText} takes out.
 */
public final class FindingsJunit {
  private final XMLStreamWriter xml;

  private FindingsJunit(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * One suite for the host, one case for each finding.
   *
   * @param command which one found this
   */
  public static String of(String command, Subject subject, List<Finding> findings) {
    return of(command, subject.toString(), findings);
  }

  /** Where there is no host, but something else that it is about. */
  static String of(String command, String subject, List<Finding> findings) {
    var text = new StringWriter();
    try {
      write(command, subject, findings, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /**
   * The same, written as they are asked for: once to count them, once more to tell them.
   *
   * @throws IOException when it cannot be written
   */
  static void write(String command, Subject subject, Iterable<Finding> findings, Writer out)
      throws IOException {
    write(command, subject.toString(), findings, out);
  }

  private static void write(String command, String subject, Iterable<Finding> findings, Writer out)
      throws IOException {
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(out);
      new FindingsJunit(xml).document("provision " + command + ": " + subject, command, findings);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
    out.write('\n');
  }

  private void document(String name, String command, Iterable<Finding> findings)
      throws XMLStreamException {
    Tally tally = Tally.of(findings);
    xml.writeStartDocument("UTF-8", "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    line(1);
    xml.writeStartElement("testsuite");
    attribute("name", name);
    attribute("tests", String.valueOf(tally.all()));
    attribute("failures", String.valueOf(tally.failed()));
    attribute("errors", String.valueOf(tally.unknown()));
    attribute("skipped", String.valueOf(tally.tolerated() + tally.skipped()));
    for (Finding finding : findings) {
      testCase(command, finding);
    }
    line(1);
    xml.writeEndElement();
    line(0);
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private void testCase(String command, Finding finding) throws XMLStreamException {
    line(2);
    boolean passed = finding.status() == Status.PASSED;
    if (passed) {
      xml.writeEmptyElement("testcase");
    } else {
      xml.writeStartElement("testcase");
    }
    attribute("classname", "provision." + command + "." + finding.check());
    // PublishTestResults drops a case without a name.
    attribute("name", finding.property().isBlank() ? finding.check() : finding.property());
    if (finding.status() == Status.TOLERATED || finding.status() == Status.SKIPPED) {
      line(3);
      xml.writeEmptyElement("skipped");
      attribute("message", finding.actual() + ": " + finding.remedy());
      line(2);
      xml.writeEndElement();
    } else if (!passed) {
      line(3);
      xml.writeStartElement(finding.status() == Status.FAILED ? "failure" : "error");
      attribute("message", finding.actual().isEmpty() ? "nothing" : finding.actual());
      xml.writeCharacters(
          "expected: %s\nactual: %s\n%s%s"
              .formatted(
                  HostText.line(finding.expected()),
                  HostText.line(finding.actual()),
                  finding.why().isEmpty() ? "" : HostText.line(finding.why()) + "\n",
                  HostText.line(finding.remedy())));
      xml.writeEndElement();
      line(2);
      xml.writeEndElement();
    }
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, HostText.line(value));
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
