// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.web;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/**
 * Markdown that people wrote, as HTML that can do no harm: what the sanitizer does not know is dropped, pictures come
 * from this hub only, and headings stand below the page's own.
 */
public final class Markdown {
    private static final List<org.commonmark.Extension> EXTENSIONS =
            List.of(TablesExtension.create(), AutolinkExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().extensions(EXTENSIONS).build();
    private static final int MAX_CHARACTERS = 400_000;

    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "hr",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "ul",
                    "ol",
                    "li",
                    "blockquote",
                    "pre",
                    "code",
                    "em",
                    "strong",
                    "del",
                    "sub",
                    "sup",
                    "kbd",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td",
                    "a",
                    "img",
                    "details",
                    "summary")
            .allowAttributes("href")
            .onElements("a")
            .allowAttributes("src")
            .matching((element, attribute, address) -> address.matches("/[^/].*") ? address : null)
            .onElements("img")
            .allowAttributes("alt", "title")
            .onElements("img")
            .allowAttributes("start")
            .onElements("ol")
            .allowAttributes("align")
            .matching(false, "left", "right", "center")
            .onElements("th", "td")
            .allowStandardUrlProtocols()
            .requireRelNofollowOnLinks()
            .toFactory();

    private static final Pattern PICTURE = Pattern.compile("<img [^>]*?src=\"([^\"]+)\"");
    private static final Pattern TAG = Pattern.compile("<[^>]*>");
    private static final Pattern CHARACTER = Pattern.compile("&#(\\d{1,7});");

    private Markdown() {}

    /** What HTML that was made here says, without its marks. */
    public static String plain(String html) {
        var text = CHARACTER
                .matcher(TAG.matcher(html).replaceAll(" "))
                .replaceAll(match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1)))));
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The addresses of the pictures in HTML that was made here. */
    public static List<String> pictures(String html) {
        return PICTURE.matcher(html)
                .results()
                .map(match -> plain(match.group(1)))
                .toList();
    }

    /**
     * The text as HTML.
     *
     * @param address where a relative address in the text leads
     * @param headings how many levels headings are moved down
     */
    public static String html(String text, UnaryOperator<String> address, int headings) {
        Node document = PARSER.parse(text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text);
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                heading.setLevel(Math.min(6, heading.getLevel() + headings));
                visitChildren(heading);
            }

            @Override
            public void visit(Link link) {
                if (relative(link.getDestination())) link.setDestination(address.apply(link.getDestination()));
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                if (relative(image.getDestination())) {
                    image.setDestination(address.apply(image.getDestination()));
                    visitChildren(image);
                    return;
                }
                // A picture from elsewhere would tell its host who reads; it becomes a link.
                var link = new Link(image.getDestination(), image.getTitle());
                for (var child = image.getFirstChild(); child != null; child = image.getFirstChild())
                    link.appendChild(child);
                if (link.getFirstChild() == null)
                    link.appendChild(new org.commonmark.node.Text(image.getDestination()));
                image.insertBefore(link);
                image.unlink();
            }
        });
        return POLICY.sanitize(RENDERER.render(document));
    }

    private static boolean relative(String address) {
        return !address.matches("(?i)[a-z][a-z0-9+.-]*:.*|//.*|#.*|/.*");
    }
}
