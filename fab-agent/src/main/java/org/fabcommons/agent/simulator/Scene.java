// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.simulator;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.Map;
import org.fabcommons.profile.Profile;

/**
 * What somebody beside a simulated machine would see, from the front and above: bed, gantry and head where they are, and
 * what was made so far. When a new part begins somebody has taken the last one off.
 */
final class Scene {
    static final int WIDTH = 640;
    static final int HEIGHT = 480;
    /** Of the depth so much is seen as height in the picture, and so much to the side. */
    private static final double TILT = 0.5;

    private static final double LEAN = 0.22;
    private static final int LAMP_PX = 9;

    private final double bedX;
    private final double bedY;
    private final boolean printer;
    private final double scale;
    /** What was made, drawn once. */
    private final BufferedImage made = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);

    private double[] at = {0, 0, 0};
    private double extruded;
    private double highest;
    private boolean hot;

    Scene(Profile machine) {
        var envelope = machine.envelope();
        bedX = envelope.width();
        bedY = envelope.depth();
        printer = machine.kind() == Profile.Kind.FFF;
        scale = Math.min(WIDTH * 0.66 / bedX, HEIGHT * 0.8 / bedY);
    }

    /** Takes the machine's state; a stroke appears where something was extruded or cut since the last one. */
    synchronized void see(Map<String, Object> status) {
        if (!(status.get("position") instanceof Map<?, ?> position)) return;
        var to = new double[] {number(position.get("X")), number(position.get("Y")), number(position.get("Z"))};
        double e = number(position.get("E"));
        boolean works = printer ? e > extruded + 1e-4 : number(status.get("spindle")) > 0 && to[2] < 0.1;
        boolean moved = Math.hypot(to[0] - at[0], to[1] - at[1]) > 0.05;
        if (works && moved) {
            if (printer && to[2] < highest - 1) takeOff();
            stroke(at, to);
            highest = Math.max(highest, to[2]);
        }
        at = to;
        extruded = e;
        hot = status.get("temperatures") instanceof Map<?, ?> all
                && all.get("T0") instanceof Map<?, ?> nozzle
                && number(nozzle.get("actual")) > 60;
    }

    private void takeOff() {
        var pen = made.createGraphics();
        pen.setBackground(new Color(0, true));
        pen.clearRect(0, 0, WIDTH, HEIGHT);
        pen.dispose();
        highest = 0;
    }

    private void stroke(double[] from, double[] to) {
        var pen = pen(made);
        // Layers become lighter upwards, so that a wall is seen to grow.
        float light = (float) Math.min(1, 0.55 + to[2] / 60);
        pen.setColor(printer ? Color.getHSBColor(0.07f, 0.75f, light) : new Color(60, 44, 30));
        pen.setStroke(new BasicStroke(printer ? 2.4f : 2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new Line2D.Double(seen(from), seen(to)));
        pen.dispose();
    }

    private Point2D seen(double... place) {
        double x = place[0] - bedX / 2;
        double y = place[1] - bedY / 2;
        return new Point2D.Double(
                WIDTH / 2.0 + (x + LEAN * y) * scale, HEIGHT * 0.66 - (TILT * y + 0.85 * place[2]) * scale);
    }

    synchronized BufferedImage draw() {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = pen(picture);
        pen.setPaint(new GradientPaint(0, 0, new Color(74, 82, 88), 0, HEIGHT, new Color(38, 42, 46)));
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        bed(pen);
        pen.drawImage(made, 0, 0, null);
        gantry(pen);
        pen.dispose();
        return picture;
    }

    private void bed(Graphics2D pen) {
        var plate = new Polygon();
        for (var corner : new double[][] {{0, 0, 0}, {bedX, 0, 0}, {bedX, bedY, 0}, {0, bedY, 0}}) {
            var place = seen(corner);
            plate.addPoint((int) place.getX(), (int) place.getY());
        }
        pen.setColor(printer ? new Color(88, 96, 104) : new Color(196, 164, 116));
        pen.fillPolygon(plate);
        pen.setColor(printer ? new Color(112, 121, 130) : new Color(168, 136, 92));
        pen.setStroke(new BasicStroke(1));
        for (double mm = 0; mm <= bedX; mm += 20) pen.draw(new Line2D.Double(seen(mm, 0, 0), seen(mm, bedY, 0)));
        for (double mm = 0; mm <= bedY; mm += 20) pen.draw(new Line2D.Double(seen(0, mm, 0), seen(bedX, mm, 0)));
        pen.setColor(new Color(28, 30, 33));
        pen.setStroke(new BasicStroke(4));
        pen.drawPolygon(plate);
    }

    private void gantry(Graphics2D pen) {
        double z = Math.max(0, at[2]);
        double bar = z + 34 / scale;
        pen.setColor(new Color(150, 158, 164));
        pen.setStroke(new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        pen.draw(new Line2D.Double(seen(-8, at[1], bar), seen(bedX + 8, at[1], bar)));
        var tip = seen(at[0], at[1], z);
        int x = (int) tip.getX();
        int y = (int) tip.getY();
        pen.setColor(new Color(46, 52, 58));
        pen.fillRoundRect(x - 19, y - 52, 38, 40, 8, 8);
        pen.setColor(new Color(12, 113, 118));
        pen.fillRect(x - 19, y - 44, 38, 6);
        pen.setColor(new Color(190, 160, 90));
        pen.fillPolygon(new int[] {x - 7, x + 7, x}, new int[] {y - 12, y - 12, y}, 3);
        pen.setColor(hot ? new Color(235, 82, 52) : new Color(90, 140, 90));
        pen.fillOval(x - LAMP_PX / 2, y - 34, LAMP_PX, LAMP_PX);
    }

    private static Graphics2D pen(BufferedImage picture) {
        var pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        return pen;
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
