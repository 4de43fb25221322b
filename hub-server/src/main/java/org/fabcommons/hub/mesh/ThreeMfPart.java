// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** One model file within a 3MF: its objects, what each is made of, and what is to be built. */
final class ThreeMfPart {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_OBJECTS = 20_000;
    private static final int MAX_REFERENCES = 100_000;

    private final String path;
    private final Limits limits;
    /** Triangles and corners held in all parts of the file together. */
    private final long[] held;

    private Mesh.Unit unit = Mesh.Unit.MILLIMETRE;
    private final Map<Integer, Thing> things = new HashMap<>();
    private final Map<Integer, List<Mesh.Material>> materials = new HashMap<>();
    private final List<Reference> items = new ArrayList<>();
    private int references;

    private ThreeMfPart(String path, Limits limits, long[] held) {
        this.path = path;
        this.limits = limits;
        this.held = held;
    }

    /** @param path another part's, or empty for this one */
    record Reference(int object, ThreeMfTransform transform, String path) {}

    private static final class Thing {
        private float[] at = new float[0];
        private int points;
        private int[] corners = new int[0];
        /** By triangle: a group of materials and a place in it; -1 for what the object has. */
        private int[] groups = new int[0];

        private int triangles;
        private final List<Reference> components = new ArrayList<>();
        private int group = -1;
        private int place;
        private long counted = -1;
        private boolean counting;
    }

    Mesh.Unit unit() {
        return unit;
    }

    List<Reference> items() {
        return items;
    }

    static ThreeMfPart read(XMLStreamReader xml, String path, Limits limits, long[] held)
            throws XMLStreamException, MeshFault {
        var part = new ThreeMfPart(path, limits, held);
        part.read(xml);
        return part;
    }

    private void read(XMLStreamReader xml) throws XMLStreamException, MeshFault {
        Thing thing = new Thing();
        List<Mesh.Material> group = new ArrayList<>();
        int depth = 0;
        long events = 0;
        while (xml.hasNext()) {
            if ((++events & 0xfff) == 0) limits.patience().check();
            int event = xml.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE)
                throw new MeshFault("dtd", path);
            if (event == XMLStreamConstants.END_ELEMENT) depth--;
            if (event != XMLStreamConstants.START_ELEMENT) continue;
            if (++depth > MAX_DEPTH) throw new MeshFault("deep");
            switch (xml.getLocalName()) {
                case "model" -> unit = unit(xml.getAttributeValue(null, "unit"));
                case "basematerials", "colorgroup" -> {
                    group = new ArrayList<>();
                    materials.put(number(xml, "id"), group);
                }
                case "base" -> add(group, text(xml, "name", "?"), colour(xml.getAttributeValue(null, "displaycolor")));
                case "color" -> add(group, text(xml, "color", "?"), colour(xml.getAttributeValue(null, "color")));
                case "object" -> {
                    if (things.size() >= MAX_OBJECTS) throw new MeshFault("deep");
                    thing = new Thing();
                    things.put(number(xml, "id"), thing);
                    if (xml.getAttributeValue(null, "pid") != null) thing.group = number(xml, "pid");
                    if (xml.getAttributeValue(null, "pindex") != null) thing.place = number(xml, "pindex");
                }
                case "vertex" -> vertex(thing, xml);
                case "triangle" -> triangle(thing, xml);
                case "component" -> thing.components.add(reference(xml));
                case "item" -> items.add(reference(xml));
                default -> {}
            }
        }
    }

    private static void add(List<Mesh.Material> group, String name, int colour) {
        if (group.size() < 1_000) group.add(new Mesh.Material(name, colour));
    }

    private static Mesh.Unit unit(String given) throws MeshFault {
        if (given == null) return Mesh.Unit.MILLIMETRE;
        return switch (given) {
            case "micron" -> Mesh.Unit.MICROMETRE;
            case "millimeter" -> Mesh.Unit.MILLIMETRE;
            case "centimeter" -> Mesh.Unit.CENTIMETRE;
            case "inch" -> Mesh.Unit.INCH;
            case "foot" -> Mesh.Unit.FOOT;
            case "meter" -> Mesh.Unit.METRE;
            default -> throw new MeshFault("unit", given.substring(0, Math.min(40, given.length())));
        };
    }

    private static String text(XMLStreamReader xml, String attribute, String otherwise) {
        var given = xml.getAttributeValue(null, attribute);
        if (given == null) return otherwise;
        var plain = given.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.substring(0, Math.min(80, plain.length()));
    }

    /** {@code #RRGGBB} or {@code #RRGGBBAA}. */
    private static int colour(String given) {
        return given != null && given.matches("#[0-9a-fA-F]{6}([0-9a-fA-F]{2})?")
                ? Integer.parseInt(given.substring(1, 7), 16)
                : -1;
    }

    private Reference reference(XMLStreamReader xml) throws MeshFault {
        if (++references > MAX_REFERENCES) throw new MeshFault("deep");
        var elsewhere = "";
        for (int i = 0; i < xml.getAttributeCount(); i++)
            if (xml.getAttributeLocalName(i).equals("path"))
                elsewhere = xml.getAttributeValue(i).replaceFirst("^/", "");
        return new Reference(
                number(xml, "objectid"),
                ThreeMfTransform.of(xml.getAttributeValue(null, "transform")),
                elsewhere.equals(path) ? "" : elsewhere);
    }

    private int number(XMLStreamReader xml, String attribute) throws MeshFault {
        try {
            int number = Integer.parseInt(String.valueOf(xml.getAttributeValue(null, attribute)));
            if (number >= 0) return number;
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw new MeshFault("xml", path, xml.getLocation().getLineNumber());
    }

    private void vertex(Thing thing, XMLStreamReader xml) throws MeshFault {
        if (++held[0] > 4L * limits.maxTriangles()) throw new MeshFault("triangles", limits.maxTriangles());
        if (3 * thing.points + 3 > thing.at.length) thing.at = Arrays.copyOf(thing.at, grown(thing.at.length));
        int end = 3 * thing.points++;
        thing.at[end] = coordinate(xml, "x");
        thing.at[end + 1] = coordinate(xml, "y");
        thing.at[end + 2] = coordinate(xml, "z");
    }

    private float coordinate(XMLStreamReader xml, String axis) throws MeshFault {
        try {
            float value = Float.parseFloat(String.valueOf(xml.getAttributeValue(null, axis)));
            if (Float.isFinite(value)) return value;
        } catch (NumberFormatException notANumber) {
            // Told below.
        }
        throw new MeshFault("xml", path, xml.getLocation().getLineNumber());
    }

    private void triangle(Thing thing, XMLStreamReader xml) throws MeshFault {
        if (++held[0] > 4L * limits.maxTriangles()) throw new MeshFault("triangles", limits.maxTriangles());
        int end = 3 * thing.triangles;
        if (end + 3 > thing.corners.length) thing.corners = Arrays.copyOf(thing.corners, grown(thing.corners.length));
        int line = xml.getLocation().getLineNumber();
        thing.corners[end] = number(xml, "v1");
        thing.corners[end + 1] = number(xml, "v2");
        thing.corners[end + 2] = number(xml, "v3");
        for (int i = end; i < end + 3; i++)
            if (thing.corners[i] >= thing.points) throw new MeshFault("index", line, thing.corners[i], thing.points);
        if (xml.getAttributeValue(null, "pid") != null || thing.groups.length > 0) {
            if (2 * thing.triangles + 2 > thing.groups.length) {
                int known = thing.groups.length;
                thing.groups = Arrays.copyOf(thing.groups, 2 * thing.corners.length / 3 + 2);
                Arrays.fill(thing.groups, known, thing.groups.length, -1);
            }
            if (xml.getAttributeValue(null, "pid") != null) {
                thing.groups[2 * thing.triangles] = number(xml, "pid");
                thing.groups[2 * thing.triangles + 1] =
                        xml.getAttributeValue(null, "p1") == null ? 0 : number(xml, "p1");
            }
        }
        thing.triangles++;
    }

    private static int grown(int length) {
        return length + (length >> 1) + 96;
    }

    private Thing thing(int id) throws MeshFault {
        var thing = things.get(id);
        if (thing == null) throw new MeshFault("object", id);
        return thing;
    }

    private ThreeMfPart of(Reference reference, ThreeMf file) throws IOException, MeshFault {
        return reference.path().isEmpty() ? this : file.part(reference.path());
    }

    /** How many triangles this makes, components included. */
    long count(Reference reference, ThreeMf file, int depth) throws IOException, MeshFault {
        var part = of(reference, file);
        var thing = part.thing(reference.object());
        if (thing.counting) throw new MeshFault("circle", reference.object());
        if (depth > MAX_DEPTH) throw new MeshFault("deep");
        if (thing.counted < 0) {
            thing.counting = true;
            long sum = thing.triangles;
            for (var component : thing.components) {
                // An object without triangles costs work all the same.
                sum += Math.max(1, part.count(component, file, depth + 1));
                if (sum > limits.maxTriangles()) throw new MeshFault("triangles", limits.maxTriangles());
            }
            thing.counting = false;
            thing.counted = sum;
        }
        return thing.counted;
    }

    void emit(Reference reference, ThreeMfTransform outer, ThreeMf file, MeshBuilder mesh, int depth)
            throws IOException, MeshFault {
        var part = of(reference, file);
        var thing = part.thing(reference.object());
        var move = reference.transform().then(outer);
        for (var component : thing.components) part.emit(component, move, file, mesh, depth + 1);
        if (thing.triangles == 0) return;
        mesh.beginPart();
        boolean mirrored = move.mirrors();
        for (int i = 0; i < thing.triangles; i++) {
            if (!part.materials.isEmpty()) part.paint(thing, i, mesh);
            int a = corner(thing, thing.corners[3 * i], move, mesh);
            int b = corner(thing, thing.corners[3 * i + 1], move, mesh);
            int c = corner(thing, thing.corners[3 * i + 2], move, mesh);
            if (mirrored) mesh.triangle(a, c, b);
            else mesh.triangle(a, b, c);
        }
    }

    private void paint(Thing thing, int triangle, MeshBuilder mesh) {
        int group = thing.group, place = thing.place;
        if (2 * triangle + 1 < thing.groups.length && thing.groups[2 * triangle] >= 0) {
            group = thing.groups[2 * triangle];
            place = thing.groups[2 * triangle + 1];
        }
        var choice = materials.getOrDefault(group, List.of());
        mesh.material(place < choice.size() ? choice.get(place) : new Mesh.Material("", -1));
    }

    private static int corner(Thing thing, int index, ThreeMfTransform move, MeshBuilder mesh) throws MeshFault {
        double x = thing.at[3 * index], y = thing.at[3 * index + 1], z = thing.at[3 * index + 2];
        var px = (float) move.at(0, x, y, z);
        var py = (float) move.at(1, x, y, z);
        var pz = (float) move.at(2, x, y, z);
        if (!Float.isFinite(px) || !Float.isFinite(py) || !Float.isFinite(pz)) throw new MeshFault("transform");
        return mesh.corner(px, py, pz);
    }
}
