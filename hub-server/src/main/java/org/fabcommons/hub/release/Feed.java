// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.release;

import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An Atom feed. Source of the form: RFC 4287.
 *
 * @param id never changes, so that a reader knows the feed after it has moved
 * @param self where the feed is
 * @param page what it tells of
 * @param entries the newest first
 */
public record Feed(String id, String title, URI self, URI page, long updatedAt, List<Entry> entries) {
    private static final String ATOM = "http://www.w3.org/2005/Atom";

    /**
     * @param id never changes
     * @param author a name
     * @param text plain
     * @param at UTC epoch milliseconds
     */
    public record Entry(String id, String title, URI page, String author, String text, long at) {}

    /** When something of it changed last, in UTC epoch milliseconds. */
    long changedAt() {
        return entries.isEmpty() ? updatedAt : entries.get(0).at();
    }

    byte[] xml() {
        var text = new StringWriter();
        try {
            var xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("feed");
            xml.writeDefaultNamespace(ATOM);
            element(xml, "id", id);
            element(xml, "title", title);
            element(xml, "updated", time(changedAt()));
            link(xml, "self", "application/atom+xml", self);
            link(xml, "alternate", "text/html", page);
            for (var entry : entries) write(xml, entry);
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a feed could not be written", e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(XMLStreamWriter xml, Entry entry) throws XMLStreamException {
        xml.writeStartElement("entry");
        element(xml, "id", entry.id());
        element(xml, "title", entry.title());
        element(xml, "updated", time(entry.at()));
        link(xml, "alternate", "text/html", entry.page());
        xml.writeStartElement("author");
        element(xml, "name", entry.author());
        xml.writeEndElement();
        xml.writeStartElement("content");
        xml.writeAttribute("type", "text");
        xml.writeCharacters(allowed(entry.text()));
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(allowed(text));
        xml.writeEndElement();
    }

    private static void link(XMLStreamWriter xml, String relation, String type, URI address) throws XMLStreamException {
        xml.writeEmptyElement("link");
        xml.writeAttribute("rel", relation);
        xml.writeAttribute("type", type);
        xml.writeAttribute("href", address.toString());
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** Without what no XML may hold, such as control characters in a commit's message. */
    private static String allowed(String text) {
        return text.codePoints()
                .filter(each -> each == '\t'
                        || each == '\n'
                        || (each >= 0x20 && each <= 0xd7ff)
                        || (each >= 0xe000 && each <= 0xfffd)
                        || each >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
