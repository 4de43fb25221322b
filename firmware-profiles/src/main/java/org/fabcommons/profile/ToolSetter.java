// SPDX-License-Identifier: AGPL-3.0-or-later
package org.fabcommons.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * What a mill's tool is measured with after it was changed.
 *
 * @param kind what it is
 * @param x of a fixed one from the machine's zero, of a plate from the work's zero, mm
 * @param y as {@code x}
 * @param clearZ height from the machine's zero at which every tool passes over everything, mm
 * @param travelMm how far down from there something is looked for at most
 * @param feedMmPerMin of the quick way down; the second one goes at a quarter of it
 * @param thicknessMm of a plate; empty for a fixed one
 */
public record ToolSetter(
        @JsonProperty(value = "kind", required = true) Kind kind,
        @JsonProperty(value = "x", required = true) double x,
        @JsonProperty(value = "y", required = true) double y,
        @JsonProperty(value = "clearZ", required = true) double clearZ,
        @JsonProperty(value = "travelMm", required = true) double travelMm,
        @JsonProperty(value = "feedMmPerMin", required = true) double feedMmPerMin,
        @JsonProperty("thicknessMm") Optional<Double> thicknessMm) {
    public ToolSetter {
        InvalidValue.unless(kind != null, "toolSetter.kind", "is missing");
        InvalidValue.unless(travelMm > 0 && travelMm <= 500, "toolSetter.travelMm", "must be above 0 and at most 500");
        InvalidValue.unless(
                feedMmPerMin > 0 && feedMmPerMin <= 1000,
                "toolSetter.feedMmPerMin",
                "must be above 0 and at most 1000");
        InvalidValue.unless(
                (kind == Kind.PLATE) == thicknessMm.isPresent(),
                "toolSetter.thicknessMm",
                "is needed of a plate, and of nothing else");
        double thick = thicknessMm.orElse(1.0);
        InvalidValue.unless(thick > 0 && thick <= 100, "toolSetter.thicknessMm", "must be above 0 and at most 100");
        for (double place : new double[] {x, y, clearZ})
            InvalidValue.unless(Double.isFinite(place), "toolSetter", "has a place that is no number");
    }

    /** A setter alone is of no use: the agent must change the tools, and the firmware probe and take what was found. */
    void requires(Commands commands, Optional<Control> control) {
        InvalidValue.unless(
                commands.hostChangesTools(),
                "toolSetter",
                "is for machines whose tools the agent changes; say commands: {ask: {M6: tool-change-host}}");
        var taken = kind == Kind.FIXED ? Control.TOOL_LENGTH : Control.ZERO;
        InvalidValue.unless(
                control.isPresent()
                        && control.get().offers(Control.PROBE)
                        && control.get().offers(Control.JOG)
                        && control.get().offers(taken),
                "toolSetter",
                "needs a firmware that probes and takes a length: control.actions jog, probe and toolLength, for a"
                        + " plate zero");
    }

    /** What a tool is measured with. */
    public enum Kind {
        /** A switch that stays where it is: tools are compared by where each of them touches it. */
        FIXED,
        /** A plate that a person lays on the work: it says where the work's surface is. */
        PLATE;

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
