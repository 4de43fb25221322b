// SPDX-License-Identifier: AGPL-3.0-or-later
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes a POV-Ray scene that shows STL parts on a table.
 *
 * <pre>java Picture.java SCENE.pov "azimuth,elevation[,zoom[,dark]]" FILE.stl=material[@x,y,z[,rx,ry,rz]] …</pre>
 *
 * Angles are degrees, lengths mm. Materials: a colour as {@code #rrggbb}, or {@code wood}, {@code acrylic},
 * {@code steel}, {@code brass}, {@code glow}. The camera takes in all parts.
 */
final class Picture {
    /** Neighbouring faces nearer than this are shown as one smooth surface. */
    private static final double SMOOTH = Math.cos(Math.toRadians(32));

    record Point(double x, double y, double z) {
        Point minus(Point o) {
            return new Point(x - o.x, y - o.y, z - o.z);
        }

        Point plus(Point o) {
            return new Point(x + o.x, y + o.y, z + o.z);
        }

        Point times(double f) {
            return new Point(x * f, y * f, z * f);
        }

        Point cross(Point o) {
            return new Point(y * o.z - z * o.y, z * o.x - x * o.z, x * o.y - y * o.x);
        }

        double dot(Point o) {
            return x * o.x + y * o.y + z * o.z;
        }

        double length() {
            return Math.sqrt(dot(this));
        }

        Point unit() {
            return times(1 / length());
        }

        Point turned(double rx, double ry, double rz) {
            double a = Math.toRadians(rx), b = Math.toRadians(ry), c = Math.toRadians(rz);
            var p = new Point(x, y * Math.cos(a) - z * Math.sin(a), y * Math.sin(a) + z * Math.cos(a));
            p = new Point(p.x * Math.cos(b) + p.z * Math.sin(b), p.y, -p.x * Math.sin(b) + p.z * Math.cos(b));
            return new Point(p.x * Math.cos(c) - p.y * Math.sin(c), p.x * Math.sin(c) + p.y * Math.cos(c), p.z);
        }

        String pov() {
            return String.format(Locale.ROOT, "<%.4f,%.4f,%.4f>", x, y, z);
        }
    }

    record Part(String material, List<Point> corners) {
        static Part read(String argument) {
            var place = argument.split("@", 2);
            var what = place[0].split("=", 2);
            var move = place.length > 1
                    ? Stream.of(place[1].split(",")).mapToDouble(Double::parseDouble).toArray()
                    : new double[3];
            var full = java.util.Arrays.copyOf(move, 6);
            var shift = new Point(full[0], full[1], full[2]);
            try {
                var bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(what[0]))).order(ByteOrder.LITTLE_ENDIAN);
                int count = bytes.getInt(80);
                List<Point> corners = new ArrayList<>(count * 3);
                for (int face = 0; face < count; face++)
                    for (int corner = 0; corner < 3; corner++) {
                        int at = 84 + face * 50 + 12 + corner * 12;
                        corners.add(new Point(bytes.getFloat(at), bytes.getFloat(at + 4), bytes.getFloat(at + 8))
                                .turned(full[3], full[4], full[5])
                                .plus(shift));
                    }
                return new Part(what[1], corners);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        /** The part as a POV-Ray mesh, smooth where its faces meet at a small angle. */
        String mesh() {
            int faces = corners.size() / 3;
            var normals = new Point[faces];
            Map<String, List<Integer>> around = new HashMap<>();
            for (int face = 0; face < faces; face++) {
                var a = corners.get(face * 3);
                normals[face] = corners.get(face * 3 + 1).minus(a).cross(corners.get(face * 3 + 2).minus(a));
                for (int corner = 0; corner < 3; corner++)
                    around.computeIfAbsent(key(corners.get(face * 3 + corner)), k -> new ArrayList<>())
                            .add(face);
            }
            var pov = new StringBuilder("mesh {\n");
            for (int face = 0; face < faces; face++) {
                if (normals[face].length() < 1e-9) continue;
                pov.append("smooth_triangle {");
                var own = normals[face].unit();
                for (int corner = 0; corner < 3; corner++) {
                    var at = corners.get(face * 3 + corner);
                    var sum = new Point(0, 0, 0);
                    for (int other : around.get(key(at)))
                        if (normals[other].length() > 1e-9 && normals[other].unit().dot(own) > SMOOTH)
                            sum = sum.plus(normals[other]);
                    pov.append(corner == 0 ? "" : ",").append(at.pov()).append(',').append(sum.unit().pov());
                }
                pov.append("}\n");
            }
            return pov.append("texture {").append(texture(material)).append("}\n")
                    .append(material.equals("acrylic") ? "interior { ior 1.3 } " : "").append("}\n").toString();
        }

        private static String key(Point p) {
            return Math.round(p.x * 500) + " " + Math.round(p.y * 500) + " " + Math.round(p.z * 500);
        }
    }

    private static String texture(String material) {
        if (material.startsWith("#")) {
            int rgb = Integer.parseInt(material.substring(1), 16);
            return String.format(Locale.ROOT, "pigment { rgb <%.3f,%.3f,%.3f> } "
                    + "finish { diffuse 0.85 specular 0.22 roughness 0.03 ambient 0 }",
                    linear(rgb >> 16), linear(rgb >> 8), linear(rgb));
        }
        return switch (material) {
            case "wood" -> "pigment { wood turbulence 0.06 octaves 3 rotate <89,2,0> translate <0,40,30> scale 9 "
                    + "color_map { [0 rgb <0.66,0.43,0.22>] [0.5 rgb <0.72,0.49,0.27>] [0.85 rgb <0.60,0.37,0.18>] "
                    + "[1 rgb <0.66,0.43,0.22>] } } finish { diffuse 0.9 specular 0.05 roughness 0.1 ambient 0 }";
            case "char" -> "pigment { rgb <0.10,0.055,0.03> } finish { diffuse 0.8 ambient 0 }";
            case "acrylic" -> "pigment { rgbf <0.25,0.75,0.70,0.55> } "
                    + "finish { diffuse 0.5 specular 0.6 roughness 0.005 reflection { 0.02, 0.25 fresnel on } ambient 0 }";
            case "steel" -> "pigment { rgb 0.55 } "
                    + "finish { diffuse 0.35 specular 0.7 roughness 0.02 metallic reflection { 0.35 metallic } ambient 0 }";
            case "brass" -> "pigment { rgb <0.80,0.58,0.25> } "
                    + "finish { diffuse 0.4 specular 0.7 roughness 0.02 metallic reflection { 0.3 metallic } ambient 0 }";
            case "glow" -> "pigment { rgb <0.95,0.80,0.55> } "
                    + "finish { diffuse albedo 0.35,0.75 specular 0.12 roughness 0.05 ambient 0 }";
            default -> throw new IllegalArgumentException("no material is called " + material);
        };
    }

    private static double linear(int channel) {
        return Math.pow((channel & 255) / 255.0, 2.2);
    }

    public static void main(String[] arguments) throws IOException {
        var camera = arguments[1].split(",");
        double azimuth = Math.toRadians(Double.parseDouble(camera[0]));
        double elevation = Math.toRadians(Double.parseDouble(camera[1]));
        double zoom = camera.length > 2 ? Double.parseDouble(camera[2]) : 1;
        boolean dark = camera.length > 3 && camera[3].equals("dark");
        var parts = Stream.of(arguments).skip(2).map(Part::read).toList();

        var all = parts.stream().flatMap(part -> part.corners().stream()).toList();
        double floor = all.stream().mapToDouble(Point::z).min().orElseThrow();
        var towards = new Point(
                Math.cos(elevation) * Math.cos(azimuth), Math.cos(elevation) * Math.sin(azimuth), Math.sin(elevation));
        var right = new Point(-Math.sin(azimuth), Math.cos(azimuth), 0);
        var up = towards.cross(right);
        // The middle of what the camera sees, not of the box, so that the picture is evenly filled.
        var middle = right.times(middle(all, right)).plus(up.times(middle(all, up))).plus(towards.times(middle(all, towards)));
        double half = Math.max(spread(all, right) / 4 * 3, spread(all, up)) / 2;
        double size = Math.max(spread(all, right), spread(all, up));
        double angle = 26;
        double distance = half / Math.tan(Math.toRadians(angle / 2 * 0.75)) * 1.0 / zoom + spread(all, towards) / 2;
        var eye = middle.plus(towards.times(distance));
        var light = middle.plus(right.times(-1.1 * size)).plus(towards.times(1.0 * size)).plus(new Point(0, 0, 2.2 * size));

        var pov = new StringBuilder("#version 3.7;\nglobal_settings { assumed_gamma 1.0 radiosity { count 120 "
                + "error_bound 0.6 recursion_limit 2 nearest_count 8 pretrace_end 0.01 } }\n");
        double sky = dark ? 0.05 : 0.62;
        pov.append(String.format(Locale.ROOT, "background { rgb <%.3f,%.3f,%.3f> }%n", sky, sky * 1.01, sky * 1.03));
        pov.append(String.format(Locale.ROOT,
                "camera { perspective location %s sky z direction z right x*image_width/image_height*-1 up y angle %.1f look_at %s }%n",
                eye.pov(), angle, middle.pov()));
        double strength = dark ? 0.10 : 0.95;
        pov.append(String.format(Locale.ROOT,
                "light_source { %s rgb <%.3f,%.3f,%.3f> area_light %s, %s, 9, 9 adaptive 2 jitter circular orient }%n",
                light.pov(), strength, strength * 0.97, strength * 0.92,
                right.times(size * 0.9).pov(), up.times(size * 0.9).pov()));
        pov.append(String.format(Locale.ROOT,
                "plane { z, %.4f texture { pigment { rgb %s } finish { diffuse 0.8 specular 0 ambient 0 } } }%n",
                floor - 0.001, dark ? "<0.16,0.13,0.11>" : "<0.66,0.67,0.68>"));
        for (var part : parts) {
            pov.append(part.mesh());
            if (part.material().equals("glow")) {
                double x = middle(part.corners(), new Point(1, 0, 0)), y = middle(part.corners(), new Point(0, 1, 0));
                double z = floor + spread(part.corners(), new Point(0, 0, 1)) * 0.35;
                pov.append(String.format(Locale.ROOT,
                        "light_source { <%.3f,%.3f,%.3f> rgb <1.8,1.2,0.58> fade_distance %.2f fade_power 2 "
                                + "area_light x*9, y*9, 4, 4 adaptive 1 jitter }%n",
                        x, y, z, spread(part.corners(), new Point(1, 0, 0)) * 0.55));
            }
        }
        Files.writeString(Path.of(arguments[0]), pov);
    }

    private static double middle(List<Point> points, Point along) {
        var facts = points.stream().mapToDouble(along::dot).summaryStatistics();
        return (facts.getMin() + facts.getMax()) / 2;
    }

    private static double spread(List<Point> points, Point along) {
        var facts = points.stream().mapToDouble(along::dot).summaryStatistics();
        return facts.getMax() - facts.getMin();
    }
}
