// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.hub.mesh;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the surfaces of a PLY, in text and in both binary forms. Its numbers are taken for millimetres. Counts are not
 * believed before what they count has come. Source: Greg Turk, The PLY Polygon File Format, 1994.
 */
final class Ply {
    private static final int MAX_HEADER = 1 << 16;
    private static final int MAX_WORD = 64;
    private static final int MOST_CORNERS = 10_000;
    private static final int MAX_POINTS = 30_000_000;

    private final InputStream in;
    private final Limits limits;
    private final MeshBuilder mesh;
    private boolean text;
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    private long bytes;
    private final byte[] number = new byte[8];
    private float[] at = new float[3 * 1024];
    private int points;

    /** @param length the type of a list's length; empty where it is a single value */
    private record Property(String name, String length, String type) {}

    private record Element(String name, long count, List<Property> properties) {}

    private Ply(InputStream in, Limits limits) {
        this.in = new BufferedInputStream(in, 1 << 16);
        this.limits = limits;
        this.mesh = new MeshBuilder(limits);
    }

    static Mesh read(InputStream in, Limits limits) throws IOException, MeshFault {
        return new Ply(in, limits).read();
    }

    private Mesh read() throws IOException, MeshFault {
        for (var element : header())
            for (long i = 0; i < element.count(); i++) {
                if ((i & 0xfff) == 0) limits.patience().check();
                if (element.name().equals("vertex")) vertex(element);
                else each(element);
            }
        return mesh.build(Mesh.Unit.MILLIMETRE, false);
    }

    private List<Element> header() throws IOException, MeshFault {
        List<Element> elements = new ArrayList<>();
        for (var words = line(); !words[0].equals("end_header"); words = line()) {
            if (words[0].equals("format") && words.length > 1) {
                text = words[1].equals("ascii");
                if (words[1].equals("binary_big_endian")) order = ByteOrder.BIG_ENDIAN;
            } else if (words[0].equals("element") && words.length > 2)
                elements.add(new Element(words[1], count(words[2]), new ArrayList<>()));
            else if (words[0].equals("property") && !elements.isEmpty() && words.length > 2) {
                var properties = elements.get(elements.size() - 1).properties();
                if (!words[1].equals("list")) properties.add(new Property(words[2], "", words[1]));
                else if (words.length > 4) properties.add(new Property(words[4], words[2], words[3]));
            }
        }
        return elements;
    }

    private static long count(String word) throws MeshFault {
        if (!word.matches("\\d{1,12}")) throw new MeshFault("header");
        return Long.parseLong(word);
    }

    private String[] line() throws IOException, MeshFault {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || ++bytes > MAX_HEADER) throw new MeshFault("header");
            line.append((char) c);
        }
        return line.toString().strip().split("\\s+");
    }

    private void vertex(Element element) throws IOException, MeshFault {
        if (points >= MAX_POINTS) throw new MeshFault("triangles", MAX_POINTS);
        if (3 * points + 3 > at.length) at = Arrays.copyOf(at, at.length + (at.length >> 1));
        for (var property : element.properties()) {
            if (!property.length().isEmpty()) {
                list(property, false);
                continue;
            }
            float value = (float) value(property.type());
            int axis = "xyz".indexOf(property.name());
            if (property.name().length() != 1 || axis < 0) continue;
            if (!Float.isFinite(value)) throw new MeshFault("corner", points + 1);
            at[3 * points + axis] = value;
        }
        points++;
    }

    private void each(Element element) throws IOException, MeshFault {
        boolean face = element.name().equals("face");
        for (var property : element.properties()) {
            if (property.length().isEmpty()) value(property.type());
            else list(property, face && property.name().matches("vertex_ind(ex|ices)"));
        }
    }

    private void list(Property property, boolean corners) throws IOException, MeshFault {
        double length = value(property.length());
        if (!(length >= 0 && length <= MOST_CORNERS)) throw new MeshFault("header");
        int first = 0;
        int before = 0;
        for (int i = 0; i < length; i++) {
            double value = value(property.type());
            if (!corners) continue;
            if (!(value >= 0 && value < points)) throw new MeshFault("face", (long) value, points);
            int place = 3 * (int) value;
            int now = mesh.corner(at[place], at[place + 1], at[place + 2]);
            if (i == 0) first = now;
            if (i > 1) mesh.triangle(first, before, now);
            before = now;
        }
    }

    private double value(String type) throws IOException, MeshFault {
        if (text) return word();
        return switch (type) {
            case "char", "int8" -> bytes(1).get(0);
            case "uchar", "uint8" -> bytes(1).get(0) & 0xff;
            case "short", "int16" -> bytes(2).getShort(0);
            case "ushort", "uint16" -> bytes(2).getShort(0) & 0xffff;
            case "int", "int32" -> bytes(4).getInt(0);
            case "uint", "uint32" -> bytes(4).getInt(0) & 0xffff_ffffL;
            case "float", "float32" -> bytes(4).getFloat(0);
            case "double", "float64" -> bytes(8).getDouble(0);
            default -> throw new MeshFault("header");
        };
    }

    private ByteBuffer bytes(int count) throws IOException, MeshFault {
        bytes += count;
        if (bytes > limits.maxBytes()) throw new MeshFault("bytes", limits.maxBytes() / 1_000_000);
        if (in.readNBytes(number, 0, count) < count) throw new MeshFault("cut");
        return ByteBuffer.wrap(number).order(order);
    }

    private double word() throws IOException, MeshFault {
        int c = in.read();
        while (c >= 0 && c <= ' ') c = next();
        var word = new byte[MAX_WORD];
        int length = 0;
        for (; c > ' '; c = next()) {
            if (length == MAX_WORD) throw new MeshFault("corner", points);
            word[length++] = (byte) c;
        }
        if (length == 0) throw new MeshFault("cut");
        try {
            return Double.parseDouble(new String(word, 0, length, StandardCharsets.ISO_8859_1));
        } catch (NumberFormatException notANumber) {
            throw new MeshFault("corner", points);
        }
    }

    private int next() throws IOException, MeshFault {
        if (++bytes > limits.maxBytes()) throw new MeshFault("bytes", limits.maxBytes() / 1_000_000);
        return in.read();
    }
}
