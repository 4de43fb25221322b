// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads how large an SVG's page is and what stands on it. Declarations of entities are passed over, never followed. Source:
 * W3C, SVG 1.1; CSS: 96 pixels are an inch.
 */
final class Svg {
    private static final int DEEPEST = 200;
    private static final int MOST_SHAPES = 1_000_000;
    private static final Pattern LENGTH =
            Pattern.compile("\\s*([0-9]{0,12}\\.?[0-9]{1,12}(?:[eE][-+]?[0-9]{1,3})?)\\s*(px|mm|cm|in|pt|pc|Q|)\\s*");
    private static final Map<String, Double> MILLIMETRES =
            Map.of("mm", 1.0, "cm", 10.0, "in", 25.4, "pt", 25.4 / 72, "pc", 25.4 / 6, "Q", 0.25, "px", 25.4 / 96);
    private static final Map<String, String> SHAPES = Map.of(
            "path", "path",
            "rect", "rectangle",
            "circle", "circle",
            "ellipse", "ellipse",
            "line", "line",
            "polyline", "polyline",
            "polygon", "polyline",
            "text", "text",
            "image", "picture");

    private Svg() {}

    /** Nothing where it is no XML that can be read so. */
    static Optional<DrawingFacts> read(InputStream in, Limits limits) throws IOException, MeshFault {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        try {
            return facts(factory.createXMLStreamReader(in), limits);
        } catch (XMLStreamException broken) {
            return Optional.empty();
        }
    }

    private static Optional<DrawingFacts> facts(XMLStreamReader xml, Limits limits)
            throws XMLStreamException, MeshFault {
        Map<String, Integer> shapes = new TreeMap<>();
        Optional<double[]> size = Optional.empty();
        int depth = 0;
        int seen = 0;
        // What is only defined, or only cuts others off, is not drawn by itself.
        int within = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if ((++seen & 0xfff) == 0) limits.patience().check();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
                if (within > depth) within = 0;
            }
            if (event != XMLStreamConstants.START_ELEMENT) continue;
            if (++depth > DEEPEST || seen > MOST_SHAPES) throw new MeshFault("deep");
            if (depth == 1) size = size(xml);
            var name = xml.getLocalName();
            if (within == 0 && name.matches("defs|clipPath|mask|pattern|symbol|marker")) within = depth;
            if (within == 0 && SHAPES.containsKey(name)) shapes.merge(SHAPES.get(name), 1, Integer::sum);
        }
        return Optional.of(new DrawingFacts(
                size.map(each -> each[0]).orElse(0.0),
                size.map(each -> each[1]).orElse(0.0),
                size.map(each -> each[2] > 0 ? "mm" : "").orElse(""),
                shapes,
                0));
    }

    /** Width, height, and whether these are millimetres. */
    private static Optional<double[]> size(XMLStreamReader xml) {
        var width = LENGTH.matcher(attribute(xml, "width"));
        var height = LENGTH.matcher(attribute(xml, "height"));
        if (width.matches() && height.matches()) {
            var unit = MILLIMETRES.get(width.group(2));
            var other = MILLIMETRES.get(height.group(2));
            double x = Double.parseDouble(width.group(1));
            double y = Double.parseDouble(height.group(1));
            // Pixels are a size on screens; that they are meant for a machine nobody knows.
            if (unit != null && other != null && !width.group(2).equals("px"))
                return Optional.of(new double[] {x * unit, y * other, 1});
            return Optional.of(new double[] {x, y, 0});
        }
        var box = attribute(xml, "viewBox").strip().split("[\\s,]+");
        if (box.length != 4) return Optional.empty();
        try {
            return Optional.of(new double[] {Double.parseDouble(box[2]), Double.parseDouble(box[3]), 0});
        } catch (NumberFormatException noNumbers) {
            return Optional.empty();
        }
    }

    private static String attribute(XMLStreamReader xml, String name) {
        var value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
