// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.control;

import java.util.List;
import org.fabcommons.agent.machine.Wrong;

/**
 * How high a board lies, probed at the points of a grid. Millimetres of the work coordinates it was probed in; heights
 * are relative to the point at the least X and Y.
 *
 * @param name for people
 * @param heights row by row, from the least Y; {@code columns} of them in each
 * @param probedAt when, milliseconds since 1970
 */
public record HeightMap(
        String name,
        double minX,
        double minY,
        double maxX,
        double maxY,
        int columns,
        int rows,
        List<Double> heights,
        long probedAt) {
    public static final int MOST_POINTS = 1600;

    public HeightMap {
        if (name == null || name.isBlank() || name.length() > 60 || name.matches(".*[\\p{Cntrl}/\\\\].*"))
            throw new Wrong("mapName", "A height map needs a name of at most 60 characters, without / and \\.");
        if (!(minX < maxX && minY < maxY && maxX - minX <= 2000 && maxY - minY <= 2000))
            throw new Wrong("mapSize", "A height map needs a width and a depth of at most 2000 mm.");
        if (columns < 2 || rows < 2 || (long) columns * rows > MOST_POINTS)
            throw new Wrong("mapPoints", "A height map has at least 2 by 2 and at most 1600 points.");
        if (heights == null || heights.size() != columns * rows)
            throw new IllegalArgumentException(
                    "A height map of " + columns + " by " + rows + " points needs a height for" + " each.");
        for (var height : heights)
            if (!(Math.abs(height) <= 50))
                throw new IllegalArgumentException("A height must be a number of at most 50 mm.");
        heights = List.copyOf(heights);
        name = name.strip();
    }

    public double x(int column) {
        return minX + (maxX - minX) * column / (columns - 1);
    }

    public double y(int row) {
        return minY + (maxY - minY) * row / (rows - 1);
    }

    public double height(int column, int row) {
        return heights.get(row * columns + column);
    }

    /** Between the points, bilinear; beyond the edge as at the edge. */
    public double at(double x, double y) {
        double across = Math.max(0, Math.min(columns - 1, (x - minX) / (maxX - minX) * (columns - 1)));
        double along = Math.max(0, Math.min(rows - 1, (y - minY) / (maxY - minY) * (rows - 1)));
        int column = Math.min(columns - 2, (int) across);
        int row = Math.min(rows - 2, (int) along);
        double u = across - column;
        double v = along - row;
        return (1 - v) * ((1 - u) * height(column, row) + u * height(column + 1, row))
                + v * ((1 - u) * height(column, row + 1) + u * height(column + 1, row + 1));
    }

    public double lowest() {
        return heights.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    }

    public double highest() {
        return heights.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    /** Whether this place was probed, or lies between places that were. */
    public boolean covers(double x, double y) {
        double margin = 0.01;
        return x >= minX - margin && x <= maxX + margin && y >= minY - margin && y <= maxY + margin;
    }
}
