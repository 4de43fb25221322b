// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.agent.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fabcommons.link.Curve;
import org.fabcommons.link.Telemetry;

/**
 * How warm a machine was during a job, in no more than so many moments however long it takes: when there are too many, every
 * second one goes, and from then on they are twice as far apart. Belongs to the jobs thread.
 */
final class TemperatureCurve {
    /** Finer than anybody sees in a plot. */
    static final int MOST = 240;

    private List<Curve.Moment> samples = new ArrayList<>();
    private long stepSeconds = 1;

    /** Notes what the machine says now; more often than needed does no harm. */
    void note(long seconds, double done, Map<String, Telemetry.Temperature> now) {
        if (!samples.isEmpty() && seconds - samples.get(samples.size() - 1).seconds() < stepSeconds) return;
        samples.add(moment(seconds, done, now));
        if (samples.size() <= MOST) return;
        List<Curve.Moment> kept = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += 2) kept.add(samples.get(i));
        samples = kept;
        stepSeconds *= 2;
    }

    /** Notes what the machine says at the end, which no step leaves out. */
    void end(long seconds, double done, Map<String, Telemetry.Temperature> now) {
        if (!samples.isEmpty() && samples.get(samples.size() - 1).seconds() >= seconds)
            samples.remove(samples.size() - 1);
        samples.add(moment(seconds, done, now));
    }

    private static Curve.Moment moment(long seconds, double done, Map<String, Telemetry.Temperature> now) {
        return new Curve.Moment(
                seconds,
                Math.round(Math.max(0, Math.min(1, done)) * 1000) / 1000.0,
                now.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> rounded(entry.getValue()))));
    }

    List<Curve.Moment> samples() {
        return List.copyOf(samples);
    }

    private static Telemetry.Temperature rounded(Telemetry.Temperature exact) {
        return new Telemetry.Temperature(
                Math.round(exact.actual() * 10) / 10.0, Math.round(exact.target() * 10) / 10.0);
    }
}
