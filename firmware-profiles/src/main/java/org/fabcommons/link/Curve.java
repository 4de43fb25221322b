// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.link;

import java.util.List;
import java.util.Map;

/**
 * How a job went from its start to its end: how far it was, and how warm its machine. However long it takes, there are no
 * more moments than anybody sees in a plot.
 *
 * @param moments in their order
 */
public record Curve(List<Moment> moments) {
    /** No agent has reason to tell more. */
    public static final int MOST_MOMENTS = 500;

    public static final int MOST_SENSORS = 16;

    public Curve {
        moments = moments == null ? List.of() : List.copyOf(moments);
    }

    /**
     * A moment of a job.
     *
     * @param seconds since the machine was told to start
     * @param done share of the file, 0 to 1; 0 too where nobody noted it
     * @param sensors degrees Celsius by sensor: {@code T0}, {@code B}
     */
    public record Moment(long seconds, double done, Map<String, Telemetry.Temperature> sensors) {
        public Moment {
            sensors = sensors == null ? Map.of() : Map.copyOf(sensors);
        }
    }

    /** Whether it is a curve that can be kept and drawn: not too much of it, in order, and made of numbers. */
    public boolean sound() {
        long before = 0;
        for (var moment : moments) {
            if (moment.seconds() < before || !(moment.done() >= 0 && moment.done() <= 1)) return false;
            if (moment.sensors().size() > MOST_SENSORS) return false;
            for (var sensor : moment.sensors().entrySet())
                if (sensor.getKey().length() > 20
                        || !Double.isFinite(sensor.getValue().actual())
                        || !Double.isFinite(sensor.getValue().target())) return false;
            before = moment.seconds();
        }
        return moments.size() <= MOST_MOMENTS;
    }
}
